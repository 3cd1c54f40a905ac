using QuestDb.Egress.Requests;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>
/// Sends the messages of a query connection one at a time, in the order request, cancel, credit. Callers do not wait for a send: when
/// one is running, it sends their message too, so that synchronous callers never wait for the network.
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
    private bool _pong;
    private bool _sending;

    /// <summary>The running send, or a completed task. It reports its failure to the connection.</summary>
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

    /// <summary>
    /// Asks the server to stop the query. A byte of credit is sent along, because a server that waits for credit reads the cancellation
    /// only after some has arrived.
    /// </summary>
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

    /// <summary>Grants the query credit. Grants that are not sent yet are added up.</summary>
    public void Credit(long requestId, long bytes)
    {
        using (_gate.Enter())
        {
            if (requestId != _requestId) return;
            _credit = _credit > long.MaxValue - bytes ? long.MaxValue : _credit + bytes;
        }

        Send();
    }

    /// <summary>Sends the pong that the socket has ready.</summary>
    public void Pong()
    {
        using (_gate.Enter()) _pong = true;
        Send();
    }

    /// <summary>Sends a close frame and closes the socket, unless a send is running: its peer reads nothing.</summary>
    public void Close(TimeSpan timeout)
    {
        bool isFree;
        using (_gate.Enter())
        {
            isFree = !_sending;
            _sending = true;
        }

        if (isFree) socket.Close(timeout);
        else socket.Dispose();
    }

    /// <summary>Whether a send is running.</summary>
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
            while (TryNext(out ReadOnlyMemory<byte> message)) await socket.SendAsync(message).ConfigureAwait(false);
        }
        catch (QuestDbException e)
        {
            // The connection has ended: the rest is not sent, and _sending stays set so that later messages are not sent either.
            failed(e);
        }
    }

    /// <summary>The next message; an empty one sends a pong alone. False ends the send.</summary>
    private bool TryNext(out ReadOnlyMemory<byte> message)
    {
        using (_gate.Enter())
        {
            message = default;
            if (!_request.IsEmpty)
            {
                message = _request;
                _request = default;
            }
            else if (_cancel)
            {
                _cancel = false;
                message = _control.AsMemory(0, QueryRequest.Cancel(_control, _requestId));
            }
            else if (_credit > 0)
            {
                message = _control.AsMemory(0, QueryRequest.Credit(_control, _requestId, _credit));
                _credit = 0;
            }
            else if (!_pong)
            {
                return _sending = false;
            }

            // A pong goes with any message.
            _pong = false;
            return true;
        }
    }
}
