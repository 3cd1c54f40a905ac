using QuestDb.Shared.Wire;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Sql;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>Streaming of one result under byte credit.</summary>
internal sealed partial class QuerySession
{
    private async ValueTask<bool> StreamAsync(ReceivedQuery request, RowsResult rows, Fault? fault)
    {
        if (_dictionaryResetPending)
        {
            _dictionaryResetPending = false;
            QueryFrames.WriteDictionaryReset(_frame);
            await SendFrameAsync().ConfigureAwait(false);
        }

        var cuts = new ResultStreamSettings(settings.MaxBatchRows, server.Options.MaxBatchBytes);
        var stream = new ResultStream(rows, request.RequestId, _symbols, cuts, _compressor);
        long credit = request.InitialCredit;
        while (true)
        {
            try
            {
                stream.WriteBatch(_frame);
            }
            catch (ProtocolException e)
            {
                return await SendErrorAsync(request.RequestId, e.Status, e.Message).ConfigureAwait(false);
            }

            int frameLength = _frame.Length;
            server.Stats.AddResultBatch(stream.LastBatchRows);
            await SendFrameAsync().ConfigureAwait(false);
            if (fault?.AfterBatches == stream.BatchCount) return await StrikeAsync(fault, request.RequestId).ConfigureAwait(false);

            // The first batch is free of any balance, and a short last batch takes its RESULT_END along. After a full one
            // the server doesn't know yet that nothing follows, so that even RESULT_END waits for credit.
            if (stream.IsExhausted) break;
            credit -= frameLength;
            if (request.InitialCredit > 0 && credit <= 0)
            {
                (CreditOutcome outcome, credit) = await WaitForCreditAsync(request.RequestId, credit).ConfigureAwait(false);
                if (outcome == CreditOutcome.Ended) return false;
                if (outcome == CreditOutcome.Cancelled)
                    return await SendErrorAsync(request.RequestId, StatusCode.Cancelled, "cancelled by client").ConfigureAwait(false);
            }

            if (!stream.HasRows) break;
        }

        QueryFrames.WriteResultEnd(_frame, request.RequestId, stream.BatchCount - 1, stream.RowsSent);
        await SendFrameAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Reads until the balance is positive. A CANCEL is acted upon when the next CREDIT comes, however small.</summary>
    private async ValueTask<(CreditOutcome Outcome, long Credit)> WaitForCreditAsync(long requestId, long credit)
    {
        bool cancelled = false;
        while (await ReceiveAsync().ConfigureAwait(false) is { } message)
        {
            switch (KindOf(message))
            {
                case MessageKind.QueryRequest:
                    await RefuseSecondQueryAsync(message).ConfigureAwait(false);
                    break;
                case MessageKind.Cancel:
                    cancelled |= IsFor(message, requestId);
                    break;
                case MessageKind.Credit when IsFor(message, requestId) && ReadGrant(message.Span) is long grant and > 0:
                    if (cancelled) return (CreditOutcome.Cancelled, credit);
                    credit = credit > long.MaxValue - grant ? long.MaxValue : credit + grant;
                    if (credit > 0) return (CreditOutcome.Granted, credit);
                    break;
            }
        }

        return (CreditOutcome.Ended, credit);
    }

    private async ValueTask RefuseSecondQueryAsync(ReadOnlyMemory<byte> message)
    {
        server.Stats.AddQuery();
        long requestId = message.Length < 9 ? 0 : new PayloadReader(message.Span[1..]).ReadInt64("request id");
        await SendErrorAsync(requestId, StatusCode.ParseError, "Phase 1 egress supports a single in-flight query per connection")
            .ConfigureAwait(false);
    }

    private static bool IsFor(ReadOnlyMemory<byte> message, long requestId)
        => message.Length >= 9 && new PayloadReader(message.Span[1..]).ReadInt64("request id") == requestId;

    /// <summary>The bytes granted; 0 for a grant that is malformed or beyond 63 bits, which a server ignores.</summary>
    private static long ReadGrant(ReadOnlySpan<byte> message)
    {
        var reader = new PayloadReader(message[9..]);
        try
        {
            ulong grant = reader.ReadVarint();
            return grant > long.MaxValue ? 0 : (long)grant;
        }
        catch (ProtocolException)
        {
            return 0;
        }
    }

    private enum CreditOutcome
    {
        Granted,
        Cancelled,
        Ended,
    }
}
