using QuestDb.Egress.Requests;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>
/// What a query connection sends: one message at a time, in the order request, cancel, credit. Nobody waits for a send: a
/// caller that finds one under way leaves its message to it, so that synchronous callers never wait for the network.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="failed">Called when a send failed.</param>
internal sealed class QueryOutbox(QwpSocket socket, Action<QuestDbException> failed)
{
    /// <summary>Guards the messages that are to be sent, and whether a send is under way. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.QueryOutbox);
    private readonly byte[] _control = new byte[1 + sizeof(long) + Varint.MaxLength];
    private ReadOnlyMemory<byte> _request;
    private long _requestId;
    private bool _cancel;
    private long _credit;
    private bool _sending;

    /// <summary>The send under way, if there is one. It reports its failure to the connection.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Sends a query. The bytes belong to the outbox while <see cref="IsSending"/>.</summary>
    public void Request(long requestId, ReadOnlyMemory<byte> request)
    {
        using (_gate.Enter())
        {
            (_requestId, _request, _cancel, _credit) = (requestId, request, false, 0);
        }

        Send();
    }

    /// <summary>Asks the server to stop the query. While it waits for credit it sees that only once some arrives.</summary>
    public void Cancel(long requestId)
    {
        using (_gate.Enter())
        {
            if (requestId != _requestId) return;
            _cancel = true;
            _credit++;
        }

        Send();
    }

    /// <summary>Grants the query credit; what is not sent yet is added up.</summary>
    public void Credit(long requestId, long bytes)
    {
        using (_gate.Enter())
        {
            if (requestId != _requestId) return;
            _credit = _credit > long.MaxValue - bytes ? long.MaxValue : _credit + bytes;
        }

        Send();
    }

    /// <summary>Whether a send is under way.</summary>
    public bool IsSending
    {
        get
        {
            using (_gate.Enter()) return _sending;
        }
    }

    private void Send()
    {
        using (_gate.Enter())
        {
            if (_sending) return;
            _sending = true;
        }

        Sending = SendAllAsync();
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (Next() is { IsEmpty: false } message) await socket.SendAsync(message).ConfigureAwait(false);
        }
        catch (QuestDbException e)
        {
            // The connection is over: what is left is not sent, and _sending keeps later messages from trying.
            failed(e);
        }
    }

    /// <summary>The next message, or nothing, which ends the send.</summary>
    private ReadOnlyMemory<byte> Next()
    {
        using (_gate.Enter())
        {
            if (!_request.IsEmpty)
            {
                ReadOnlyMemory<byte> request = _request;
                _request = default;
                return request;
            }

            if (_cancel)
            {
                _cancel = false;
                return _control.AsMemory(0, QueryRequest.Cancel(_control, _requestId));
            }

            if (_credit > 0)
            {
                int length = QueryRequest.Credit(_control, _requestId, _credit);
                _credit = 0;
                return _control.AsMemory(0, length);
            }

            _sending = false;
            return default;
        }
    }
}
