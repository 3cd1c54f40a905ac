using System.Diagnostics.CodeAnalysis;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Sql;
using ZstdSharp;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>
/// One query connection. Like QuestDB it reads only between queries and while a result waits for credit: without flow control a CANCEL
/// takes effect after the result, that is never.
/// </summary>
internal sealed partial class QuerySession(QwpConnection connection, ServerContext server, QuerySessionSettings settings) : IDisposable
{
    private static readonly byte[] Garbage = [0xFE, 0xED, 0xFA, 0xCE, 0x00, 0xFF];

    private readonly FrameBuilder _frame = new();
    private readonly ResultSymbols _symbols = new();
    private readonly Compressor? _compressor = settings.ZstdLevel is int level ? new Compressor(level) : null;
    private bool _dictionaryResetPending;
    private bool _silent;

    public void Dispose() => _compressor?.Dispose();

    public async Task RunAsync()
    {
        (ServerRole role, ulong epoch) = server.RoleAndEpoch;
        QueryFrames.WriteServerInfo(_frame, role, epoch, server.Options.Zone);
        await SendFrameAsync().ConfigureAwait(false);
        while (await ReceiveAsync().ConfigureAwait(false) is { } message)
        {
            // CREDIT and CANCEL for no running query are dropped.
            if (KindOf(message) == MessageKind.QueryRequest && !await HandleQueryAsync(message).ConfigureAwait(false)) return;
        }
    }

    /// <summary>The next message that this endpoint knows; null when the connection is to end.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        while (true)
        {
            ReceivedMessage received = await connection.ReceiveAsync().ConfigureAwait(false);
            switch (received.Kind)
            {
                case ReceivedKind.Message:
                    if (_silent) continue;
                    // A violation of the protocol is answered by ending the TCP connection, without a frame.
                    if (KindOf(received.Bytes) is not (MessageKind.QueryRequest or MessageKind.Cancel or MessageKind.Credit)) return null;
                    return received.Bytes;
                case ReceivedKind.Ping:
                    continue;
                case ReceivedKind.Close:
                    await connection.AnswerCloseAsync(echo: false).ConfigureAwait(false);
                    return null;
                case ReceivedKind.TooLong:
                    await connection.CloseAsync(1009, "frame payload exceeds maximum size").ConfigureAwait(false);
                    return null;
                default:
                    return null;
            }
        }
    }

    private static MessageKind? KindOf(ReadOnlyMemory<byte> message) => message.IsEmpty ? null : (MessageKind)message.Span[0];

    /// <summary>Answers one QUERY_REQUEST; false when the connection is to end.</summary>
    private async ValueTask<bool> HandleQueryAsync(ReadOnlyMemory<byte> message)
    {
        server.Stats.AddQuery();
        if (!TryParse(message.Span, out ReceivedQuery? request, out long requestId, out string? error))
            return await SendErrorAsync(requestId, StatusCode.ParseError, error).ConfigureAwait(false);
        // The flag clears the dictionary even when the statement fails or has no result; the client hears of it with the next result.
        if (request.ResetDictionary || _symbols.IsOverSoftCap) ResetDictionary();

        Fault? fault = server.Faults.Take(FaultPoint.Query);
        if (fault is { AfterBatches: 0 }) return await StrikeAsync(fault, request.RequestId).ConfigureAwait(false);

        StatementResult result;
        try
        {
            result = server.Execute(request, connection.Stopping);
        }
        catch (SqlException e)
        {
            string text = e.Status == StatusCode.ParseError ? $"[{e.Position}] {e.Message}" : e.Message;
            return await SendErrorAsync(request.RequestId, e.Status, text).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of this server: the client's error is the one place where a test is sure to see it.
            return await SendErrorAsync(request.RequestId, StatusCode.InternalError, $"the in-process server failed: {e}")
                .ConfigureAwait(false);
        }

        if (result is RowsResult rows) return await StreamAsync(request, rows, fault).ConfigureAwait(false);

        var exec = (ExecResult)result;
        QueryFrames.WriteExecDone(_frame, request.RequestId, exec.OpType, exec.RowsAffected);
        await SendFrameAsync().ConfigureAwait(false);
        return true;
    }

    private static bool TryParse(ReadOnlySpan<byte> message, [NotNullWhen(true)] out ReceivedQuery? request, out long requestId,
        [NotNullWhen(false)] out string? error)
    {
        request = null;
        requestId = 0;
        error = null;
        var reader = new PayloadReader(message[1..]);
        try
        {
            requestId = ReceivedQuery.ReadRequestId(ref reader);
            request = ReceivedQuery.Read(ref reader, requestId);
            return true;
        }
        catch (ProtocolException e)
        {
            error = e.Message;
            return false;
        }
    }

    private void ResetDictionary()
    {
        if (_symbols.Count == 0) return;
        _symbols.Clear();
        _dictionaryResetPending = true;
    }

    /// <summary>Carries out a fault; false when the connection is to end.</summary>
    private async ValueTask<bool> StrikeAsync(Fault fault, long requestId)
    {
        switch (fault.Action)
        {
            case FaultAction.Error:
                return await SendErrorAsync(requestId, (StatusCode)fault.Code, fault.Text).ConfigureAwait(false);
            case FaultAction.Close:
                await connection.CloseAsync(fault.Code, fault.Text).ConfigureAwait(false);
                return false;
            case FaultAction.HalfFrame:
                QueryFrames.WriteResultEnd(_frame, requestId, 0, 0);
                await connection.SendHalfAsync(_frame.Written).ConfigureAwait(false);
                return false;
            case FaultAction.Garbage:
                await connection.SendAsync(Garbage).ConfigureAwait(false);
                _silent = true;
                return true;
            case FaultAction.Hang:
                _silent = true;
                return true;
            default:
                return false;
        }
    }

    private async ValueTask<bool> SendErrorAsync(long requestId, StatusCode status, string message)
    {
        server.Stats.AddQueryError();
        QueryFrames.WriteError(_frame, requestId, status, message);
        await SendFrameAsync().ConfigureAwait(false);
        return true;
    }

    private ValueTask SendFrameAsync() => connection.SendAsync(_frame.Written);
}

/// <summary>What the upgrade of a query connection settled; no level means no compression.</summary>
internal sealed record QuerySessionSettings(int MaxBatchRows, int? ZstdLevel);
