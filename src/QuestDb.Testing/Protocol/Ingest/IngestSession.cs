using QuestDb.Shared.Wire;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>
/// One ingest connection: decodes and commits messages in order and answers them with cumulative OKs. After an error it reads on
/// and answers nothing, as a server does; deferred rows that were never committed go with the connection.
/// </summary>
internal sealed class IngestSession(QwpConnection connection, ServerContext server, bool durableAck, OpenTables open)
{
    private static readonly byte[] Garbage = [0xFE, 0xED, 0xFA, 0xCE, 0x00, 0xFF];

    private readonly IngestDecoder _decoder = new();
    private readonly IngestAcks _acks = new(open, server.Options.DurableAckDirectories);
    private readonly List<IngestBlock> _group = [];
    private long _nextSequence;
    private bool _silent;

    public async Task RunAsync()
    {
        while (true)
        {
            ReceivedMessage received = await connection.ReceiveAsync(FlushAsync).ConfigureAwait(false);
            switch (received.Kind)
            {
                case ReceivedKind.Message:
                    if (!_silent && !await HandleAsync(received.Bytes).ConfigureAwait(false)) return;
                    break;
                case ReceivedKind.Ping:
                    await FlushDurableAsync().ConfigureAwait(false);
                    break;
                case ReceivedKind.Close:
                    await FlushAsync().ConfigureAwait(false);
                    await connection.AnswerCloseAsync(echo: true).ConfigureAwait(false);
                    return;
                case ReceivedKind.Text:
                    await connection.CloseAsync(1003, "text frames are not supported, QWP requires binary frames").ConfigureAwait(false);
                    return;
                case ReceivedKind.Fragment:
                    await connection.SendCloseFrameAsync(1002, "fragmented WebSocket frames are not supported").ConfigureAwait(false);
                    return;
                case ReceivedKind.TooLong:
                    await FlushAsync().ConfigureAwait(false);
                    await connection.CloseAsync(1009, "frame payload exceeds maximum size").ConfigureAwait(false);
                    return;
                default:
                    return;
            }
        }
    }

    /// <summary>False when the connection is to end.</summary>
    private async ValueTask<bool> HandleAsync(ReadOnlyMemory<byte> message)
    {
        long sequence = _nextSequence++;
        server.Stats.AddIngestMessage();
        if (!server.IsWritable)
        {
            // By default a server that lost the primary role closes normally, so that clients look for the new primary.
            await CloseAsync(server.RoleCloseCode, "node does not accept writes").ConfigureAwait(false);
            return false;
        }

        Fault? fault = server.Faults.Take(FaultPoint.IngestMessage, message.Span);
        switch (fault?.Action)
        {
            case FaultAction.Drop:
                return false;
            case FaultAction.Hang:
                _silent = true;
                return true;
            case FaultAction.Close:
                await CloseAsync(fault.Code, fault.Text).ConfigureAwait(false);
                return false;
            case FaultAction.Error:
                await RejectAsync(sequence, (StatusCode)fault.Code, fault.Text).ConfigureAwait(false);
                return true;
        }

        IReadOnlyList<(string Table, long SeqTxn)> tables;
        try
        {
            if (!Append(message.Span)) return true;
            tables = Commit(fault);
        }
        catch (ProtocolException e)
        {
            await RejectAsync(sequence, e.Status, e.Message).ConfigureAwait(false);
            return true;
        }
        catch (IngestException e)
        {
            await RejectAsync(sequence, e.Status, e.Message).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of this server: the client's error is the one place where a test is sure to see it.
            await RejectAsync(sequence, StatusCode.InternalError, $"the in-process server failed: {e}").ConfigureAwait(false);
            return true;
        }

        return await AcknowledgeAsync(sequence, tables, fault).ConfigureAwait(false);
    }

    /// <summary>Adds a message to the open group; true when the group is to be committed.</summary>
    private bool Append(ReadOnlySpan<byte> message)
    {
        _group.AddRange(_decoder.Decode(message, out bool deferred));
        return !deferred;
    }

    private IReadOnlyList<(string Table, long SeqTxn)> Commit(Fault? fault)
    {
        if (fault?.Action == FaultAction.Lose) _group.Clear();
        if (_group.Count == 0) return [];
        IReadOnlyList<(string Table, long SeqTxn)> tables = server.Commit(_group, open);
        foreach (IngestBlock block in _group) server.Stats.AddCommittedRows(block.RowCount);
        _group.Clear();
        return tables;
    }

    private async ValueTask<bool> AcknowledgeAsync(long sequence, IReadOnlyList<(string Table, long SeqTxn)> tables, Fault? fault)
    {
        switch (fault?.Action)
        {
            case FaultAction.DropBeforeAck:
                return false;
            case FaultAction.WithholdAck:
                await FlushAsync().ConfigureAwait(false);
                _acks.AddTables(tables);
                return true;
            case FaultAction.DelayAck:
                await FlushAsync().ConfigureAwait(false);
                await Task.Delay(fault.Delay, connection.Stopping).ConfigureAwait(false);
                break;
            case FaultAction.Garbage:
                _silent = true;
                await connection.SendAsync(Garbage).ConfigureAwait(false);
                return true;
        }

        _acks.Add(sequence, tables);
        if (fault?.Action == FaultAction.HalfFrame)
        {
            await connection.SendHalfAsync(_acks.TakeOk()).ConfigureAwait(false);
            return false;
        }

        // What a fault strikes is answered at once, except for lost rows: their OK covers what follows, as that of others does.
        if (_acks.IsFull || fault is { Action: not FaultAction.Lose }) await FlushAsync().ConfigureAwait(false);
        return fault?.Action != FaultAction.DropAfterAck;
    }

    private async ValueTask FlushAsync()
    {
        if (!_acks.IsPending) return;
        await connection.SendAsync(_acks.TakeOk()).ConfigureAwait(false);
        server.Stats.AddAck();
        await FlushDurableAsync().ConfigureAwait(false);
    }

    /// <summary>Like QuestDB, tells of uploads only when something has come from the client: with the next OK or on its ping.</summary>
    private async ValueTask FlushDurableAsync()
    {
        if (durableAck && _acks.HasDurable && server.Faults.Take(FaultPoint.DurableAck) is null)
            await connection.SendAsync(_acks.TakeDurable()).ConfigureAwait(false);
    }

    private async ValueTask RejectAsync(long sequence, StatusCode status, string message)
    {
        _silent = true;
        _group.Clear();
        await FlushAsync().ConfigureAwait(false);
        server.Stats.AddRejection();
        await connection.SendAsync(_acks.Error(sequence, status, message)).ConfigureAwait(false);
    }

    private async ValueTask CloseAsync(int code, string reason)
    {
        await FlushAsync().ConfigureAwait(false);
        await connection.CloseAsync(code, reason).ConfigureAwait(false);
    }
}
