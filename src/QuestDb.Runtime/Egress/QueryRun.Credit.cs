namespace QuestDb.Egress;

/// <content>Flow control: the server may send as many bytes as the client has granted.</content>
internal sealed partial class QueryRun
{
    private long _consumed;

    /// <summary>Bytes that the server was granted so far.</summary>
    public long CreditGrantedTotal { get; private set; }

    /// <summary>Grants the server credit beyond the window.</summary>
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
    /// Counts a returned batch. Credit is granted again in halves of the window: this takes few messages, and the server still has the
    /// other half while the grant is on its way.
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
