using QuestDb.Decoders.Batches;
using QuestDb.Egress.Messages;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <content>The pump: receives frames, decodes batches, and ends queries.</content>
internal sealed partial class QueryConnection
{
    private long _decodedRequest;

    private void Pump()
    {
        Func<ReceiveBuffer> next = NextIncoming;
        try
        {
            ReadServerInfo(_socket.Receive(next));
            _opened.TrySetResult();
            while (true)
            {
                int length = _socket.Receive(next);
                ServerFrame frame = ServerFrame.Parse(_incoming.Bytes.AsSpan(0, length));
                if (frame.Kind == MessageKind.ResultBatch) TakeBatch(frame, length);
                else TakeControl(frame, length);
            }
        }
        catch (QuestDbException e)
        {
            Fail(e);
        }
        catch (Exception e)
        {
            // Any error ends the connection, since the consumer would wait for ever otherwise.
            Fail(new QuestDbException(ErrorCode.ProtocolError, $"A frame of {Endpoint} can't be read: {e.Message}", e));
        }
        finally
        {
            _decoder.Dispose();
        }
    }

    /// <summary>The buffer for the frame that comes now: none that the last borrower may still look into.</summary>
    private ReceiveBuffer NextIncoming()
    {
        if (Interlocked.Exchange(ref _borrowEnded, 0) != 0 && _incoming.IsShown) _incoming = new ReceiveBuffer();
        return _incoming;
    }

    private void TakeBatch(ServerFrame frame, int length)
    {
        QueryRun run = Expect(frame, length);
        ResultBatch? batch = Batches.Rent(run);
        if (batch is null)
        {
            _decoder.Skip(_incoming.Bytes, length, frame.BodyOffset);
            run.Skipped(length);
            return;
        }

        (batch.Frame, _incoming) = (_incoming, batch.Frame);
        _decoder.Batch = batch;
        _decoder.Decode(batch.Frame.Bytes, length, frame.BodyOffset);
        run.Post(batch);
    }

    /// <summary>Handles a frame without rows; all kinds but CACHE_RESET end the query.</summary>
    private void TakeControl(ServerFrame frame, int length)
    {
        var reader = new WireReader(_incoming.Bytes.AsSpan(0, length), frame.BodyOffset);
        if (frame.Kind == MessageKind.CacheReset)
        {
            // CACHE_RESET may follow a terminator or precede the next result. Batches that are still being read keep their snapshot.
            if ((reader.ReadByte("reset mask") & 1) != 0) _dictionary.Clear();
            return;
        }

        QueryRun run = Expect(frame, length);
        QueryTerminal terminal = frame.Kind switch
        {
            MessageKind.ResultEnd => ServerMessages.ResultEnd(ref reader, _decoder),
            MessageKind.ExecDone => ServerMessages.ExecDone(ref reader),
            MessageKind.QueryError => default,
            _ => throw reader.Malformed($"the message kind 0x{(byte)frame.Kind:x2} is not one that a server sends here"),
        };
        QueryException? error = frame.Kind == MessageKind.QueryError ? ServerMessages.QueryError(ref reader, Endpoint, run.Call.Sql) : null;
        using (_gate.Enter())
        {
            // A send that failed meanwhile has already failed the query with a lost connection, and it may run again elsewhere.
            if (!ReferenceEquals(_run, run)) return;
            // The consumer may begin the next query as soon as it sees the end of this one.
            _run = null;
        }

        run.End(terminal, error);
    }

    /// <summary>The query that a frame belongs to.</summary>
    private QueryRun Expect(ServerFrame frame, int length)
    {
        using (_gate.Enter())
        {
            // An error has the id -1 when the server could not read the id of the request.
            if (_run is { } run && (frame.RequestId == _requestId || frame is { Kind: MessageKind.QueryError, RequestId: -1 }))
            {
                if (frame.Kind == MessageKind.ResultBatch) run.Answered();
                if (_decodedRequest != _requestId) _decoder.Reset();
                _decodedRequest = _requestId;
                return run;
            }
        }

        var reader = new WireReader(_incoming.Bytes.AsSpan(0, length), frame.BodyOffset);
        throw reader.Malformed($"an answer came for query {frame.RequestId}, which is not running");
    }
}
