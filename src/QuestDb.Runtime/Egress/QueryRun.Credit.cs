namespace QuestDb.Egress;

/// <content>Flow control: the server may send as many bytes as it was granted.</content>
internal sealed partial class QueryRun
{
    private long _consumed;

    /// <summary>Bytes that the server was allowed to send so far.</summary>
    public long CreditGrantedTotal { get; private set; }

    /// <summary>Allows the server more bytes than the window.</summary>
    public void AddCredit(long bytes)
    {
        QueryConnection connection;
        using (_gate.Enter())
        {
            if (!WantsBatches) return;
            CreditGrantedTotal = Sum(CreditGrantedTotal, bytes);
            connection = _connection!;
        }

        connection.Grant(RequestId, bytes);
    }

    /// <summary>
    /// Counts a batch that was given back. Half a window is granted again at a time: few messages, and the server still has the
    /// other half while they are on their way.
    /// </summary>
    private void Consumed(int length)
    {
        if (Call.Window == 0) return;
        long grant;
        using (_gate.Enter())
        {
            _consumed += length;
            if (Terminal is not null || Broken is not null || _consumed < Call.Window / 2) return;
            (grant, _consumed) = (_consumed, 0);
            CreditGrantedTotal = Sum(CreditGrantedTotal, grant);
        }

        _connection!.Grant(RequestId, grant);
    }

    private static long Sum(long total, long bytes) => total > long.MaxValue - bytes ? long.MaxValue : total + bytes;
}
