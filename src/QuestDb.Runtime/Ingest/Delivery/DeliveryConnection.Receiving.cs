using QuestDb.Ingest.Messages;
using QuestDb.Threading;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <content>The thread that receives the answers.</content>
internal sealed partial class DeliveryConnection
{
    private void Receive()
    {
        var buffer = new ReceiveBuffer();
        try
        {
            IngestAnswer answer = TakeAnswers(buffer);
            _isRejected = true;
            _wake.Set(WakeReasons.Control);
            // A send that the server does not read ends only with the connection, so that nothing is awaited beside it.
            if (Interlocked.CompareExchange(ref _isSending, 0, 0) == 0) ReadDurableAcks(buffer);
            End(new DeliveryEnd(DeliveryEndKind.Rejected, Answer: answer));
        }
        catch (QuestDbException e)
        {
            // Stopping abandons a send and so breaks the connection; that is no loss.
            End(_stop.IsCancellationRequested ? new DeliveryEnd(DeliveryEndKind.Stopped) : new DeliveryEnd(DeliveryEndKind.Lost, e));
        }
        catch (Exception e)
        {
            // Recording the end wakes the send loop, which would wait for ever otherwise; the caller that waits for this thread gets the
            // error.
            End(new DeliveryEnd(DeliveryEndKind.Lost, new QuestDbException(ErrorCode.InvalidState, e.Message, e)));
            throw;
        }
    }

    /// <summary>Takes answers up to a rejection. What they have accepted is released also when what follows can't be read.</summary>
    private IngestAnswer TakeAnswers(ReceiveBuffer buffer)
    {
        try
        {
            IngestAnswer answer;
            do
                answer = TakeNext(buffer);
            while (!EndsConnection(answer));
            return answer;
        }
        finally
        {
            _acks.Release();
        }
    }

    /// <summary>
    /// Whether an answer is a rejection. One of a message that was answered before says nothing: its rows are stored, as the server said.
    /// </summary>
    private bool EndsConnection(IngestAnswer answer) =>
        answer.Status is not (StatusCode.Ok or StatusCode.DurableAck) && answer.Sequence >= _sequence.Answered;

    private IngestAnswer TakeNext(ReceiveBuffer buffer)
    {
        int length = _socket.Receive(buffer);
        return Take(buffer.Bytes.AsSpan(0, length));
    }

    private IngestAnswer Take(ReadOnlySpan<byte> bytes)
    {
        IngestAnswer answer = IngestAnswer.Parse(bytes);
        if (answer.Status == StatusCode.DurableAck)
        {
            _acks.Durable(answer, bytes);
        }
        else
        {
            long sent = _sequence.Count;
            if (answer.Sequence < 0 || answer.Sequence >= sent)
            {
                throw new QuestDbException(ErrorCode.ProtocolError,
                    $"{_socket.Endpoint} answered message {answer.Sequence} of the connection, on which {sent} were sent.");
            }

            if (answer.Status == StatusCode.Ok && !_acks.Ok(answer, bytes)) End(new DeliveryEnd(DeliveryEndKind.Stopped));
        }

        // Acks that have come together release their frames together.
        if (answer.Status is StatusCode.Ok or StatusCode.DurableAck && _socket.HasMessage) return answer;
        _acks.Release();
        WakeReasons changed = WakeReasons.Answers;
        if (_sequence.BytesInFlight == 0) changed |= WakeReasons.AllAnswered;
        // Rows that are to be sent again are like new frames to a send loop that has sent all of them.
        if (!_state.Unstored.IsEmpty) changed |= WakeReasons.Frames;
        _wake.Set(changed);
        return answer;
    }

    /// <summary>
    /// Reads the durable acks of frames that were accepted before a rejection, so that fewer frames are sent twice. The send loop ends
    /// the connection when they do not come.
    /// </summary>
    private void ReadDurableAcks(ReceiveBuffer buffer)
    {
        try
        {
            while (_acks.IsAwaitingDurable) TakeNext(buffer);
        }
        catch (QuestDbException)
        {
            // The rejection, not this error, is the reason why the connection ends.
        }
    }
}
