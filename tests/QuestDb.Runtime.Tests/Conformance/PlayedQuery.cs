using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>One query of a recorded connection: what the client asks, and what it must come to know.</summary>
internal sealed class PlayedQuery
{
    private const byte Cancelled = 10;

    private readonly List<CellTable> _batches = [];
    private RecordedRequest? _request;
    private ReferenceServerFrame? _end;
    private bool _cancelsAtOnce;

    /// <summary>Whether the recording client sent it while another ran.</summary>
    public bool IsRefusedSecond { get; private init; }

    private static long RequestIdOf(ReferenceServerFrame end) => end switch
    {
        ResultEndFrame rows => rows.RequestId,
        QueryErrorFrame error => error.RequestId,
        _ => ((ExecDoneFrame)end).RequestId,
    };

    /// <summary>The queries of a connection in the order of their answers.</summary>
    public static IReadOnlyList<PlayedQuery> Of(ControlVector vector)
    {
        var decoder = new ReferenceResultFrameDecoder();
        var queries = new List<PlayedQuery>();
        var requests = new List<RecordedRequest>();
        var cancelled = new HashSet<long>();
        PlayedQuery? current = null;
        long running = 0;
        HashSet<byte[]> decodable = [.. vector.ServerMessages];
        foreach (ControlEvent e in vector.Script.Where(e => e is { Layer: "ws", Opcode: 2 }))
        {
            if (e.FromClient)
            {
                if (e.Bytes is [(byte)MessageKind.QueryRequest, ..] && RecordedRequest.TryRead(e.Bytes) is { } request)
                {
                    requests.Add(request);
                }

                if (e.Bytes is [(byte)MessageKind.Cancel, _, _, _, _, _, _, _, _]) cancelled.Add(BitConverter.ToInt64(e.Bytes, 1));
                continue;
            }

            if (!decodable.Contains(e.Bytes))
                continue;
            ReferenceServerFrame frame = decoder.Decode(e.Bytes);
            if (frame is ResultBatchFrame batch)
            {
                current ??= new PlayedQuery();
                current._batches.Add(batch.ToTable());
                running = batch.RequestId;
            }

            if (frame is not (ResultEndFrame or QueryErrorFrame or ExecDoneFrame))
                continue;
            if (current is not null && RequestIdOf(frame) != running)
            {
                queries.Add(new PlayedQuery { _end = frame, IsRefusedSecond = true });
                continue;
            }

            current ??= new PlayedQuery();
            current._end = frame;
            int asked = requests.FindIndex(r => r.Id == RequestIdOf(frame));
            if (asked >= 0)
            {
                current._request = requests[asked];
                requests.RemoveAt(asked);
            }

            current._cancelsAtOnce = frame is ResultEndFrame && cancelled.Contains(RequestIdOf(frame));
            cancelled.Clear();
            queries.Add(current);
            current = null;
        }

        if (current is not null)
            queries.Add(current);
        return queries;
    }

    public async Task RunAsync(Reader reader)
    {
        var options =
            new QueryOptions { ResetSymbols = _request is { Flags: { } flags } && (flags & RecordedRequest.ResetDictionary) != 0 };
        // The answer is played whatever is asked; a text with placeholders would need binds.
        string sql = _request is { Sql: { } asked } && !Binds.Placeholders(asked).Any() ? asked : "select 1";
        await using Cursor cursor = await reader.Prepare(sql).ExecuteAsync(options);
        if (_cancelsAtOnce)
        {
            await CancelAtOnceAsync(cursor);
            return;
        }

        var got = new List<CellTable>();
        QueryException? error = null;
        try
        {
            while ((_end is ResultEndFrame or ExecDoneFrame || got.Count < _batches.Count
                || _end is QueryErrorFrame { Status: not Cancelled })
                && await cursor.NextBatchAsync() is { } batch)
                got.Add(BatchCells.Read(batch));
        }
        catch (QueryException e)
        {
            error = e;
        }

        if (_batches.Count > 0)
            CellTable.Concat(_batches).AssertEquals(CellTable.Concat(got));
        Assert.Equal(_batches.Select(b => b.Rows.Count), got.Select(b => b.Rows.Count));
        await ExpectEndAsync(cursor, error);
    }

    private async Task ExpectEndAsync(Cursor cursor, QueryException? error)
    {
        switch (_end)
        {
            case QueryErrorFrame { Status: Cancelled }:
                await cursor.CancelAsync();
                Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
                await Assert.ThrowsAsync<OperationCanceledException>(() => cursor.NextBatchAsync().AsTask());
                break;
            case QueryErrorFrame failed:
                Assert.Equal(new VectorError(failed.Status, failed.Message),
                    error is null ? null : new VectorError(error.Status, error.ServerMessage));
                break;
            case ExecDoneFrame done:
                Assert.Equal((TerminalKind.ExecDone, done.OpType),
                    (cursor.Terminal!.Value.Kind, (byte)cursor.Terminal.Value.StatementType));
                Assert.Equal(new VectorExec(done.OpType, done.RowsAffected).Rows, cursor.Terminal.Value.RowsAffected);
                break;
            case ResultEndFrame:
                Assert.Equal(TerminalKind.ResultEnd, cursor.Terminal!.Value.Kind);
                break;
        }
    }

    /// <summary>The answer was on its way already: the client may see all of it or none, and its connection goes on.</summary>
    private static async Task CancelAtOnceAsync(Cursor cursor)
    {
        await cursor.CancelAsync();
        Assert.NotNull(cursor.Terminal);
    }
}
