using QuestDb.Store.Slots;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>Plays one fault: writes numbered rows, lets the fault strike in mid-way, and counts what has become of the rows.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    /// <summary>The text in the one frame that faults bound to a frame look for.</summary>
    public const string Mark = "poison";

    private const int Frames = 8;
    private const int RowsPerFrame = 25;
    private const int MarkedFrame = 4;
    private const string Quick =
        "reconnect_initial_backoff_millis=1;reconnect_max_backoff_millis=10;max_frame_rejections=3;"
        + "poison_min_escalation_window_millis=0;close_flush_timeout_millis=10000;";

    /// <summary>Events of any delivery, with faults or without, and the one of a client that closes with rows left.</summary>
    private static readonly ClientEventKind[] s_routine =
    [
        ClientEventKind.Connected, ClientEventKind.Replayed, ClientEventKind.Acked, ClientEventKind.Drained,
        ClientEventKind.Undelivered,
    ];

    private readonly FaultCase _fault;
    private readonly Ending _ending;
    private readonly IReadOnlyList<Told> _expected;
    private readonly FaultCluster _cluster;
    private readonly string _connectString;
    private readonly string? _folder;
    private readonly EventLog _events = new();
    private List<Told>? _toldWhileWaiting;
    private readonly List<(WriteReceipt Receipt, Numbered[] Rows)> _written = [];

    private FaultRun(FaultCase fault, FaultCluster cluster, string? folder, int endpoints)
    {
        _fault = fault;
        _ending = fault.EndingWith(endpoints);
        _expected = [.. fault.EventsWith(endpoints)];
        _cluster = cluster;
        _folder = folder;
        _connectString = cluster.ConnectString + Quick + fault.Keys + (folder is null ? "" : $"sf_dir={folder};");
    }

    public static async Task<FaultOutcome> PlayAsync(FaultCase fault, bool onDisk, int endpoints)
    {
        using var folder = new TempFolder();
        await using var run = new FaultRun(fault, await FaultCluster.StartAsync(endpoints), onDisk ? folder.Path : null, endpoints);
        try
        {
            return await run.PlayAsync();
        }
        catch (QuestDbException e)
        {
            throw new InvalidOperationException($"{e.Message} The events were:\n{run.Log}", e);
        }
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private async Task<FaultOutcome> PlayAsync()
    {
        await using (QuestDbClient other = QuestDbClient.Connect(_cluster.ConnectString)) await other.CreateTableAsync<Numbered>();
        ErrorCode? error;
        HashSet<long> kept = [];
        QuestDbClient db = QuestDbClient.Connect(_connectString, new QuestDbOptions { EventListener = _events.Add });
        try
        {
            Write(db, 0);
            await db.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
            await _fault.StrikeAsync(_cluster);
            error = await DeliverAsync(db);
            if (_ending == Ending.Stopped && _folder is null) kept = Waiting(db);
        }
        finally
        {
            await CloseAsync(db);
        }

        if (_ending == Ending.Stopped) await RepairAsync();
        return await CountAsync(kept, error);
    }

    /// <summary>Writes what is left and waits for the ending; returns what the caller got to see.</summary>
    private async Task<ErrorCode?> DeliverAsync(QuestDbClient db)
    {
        try
        {
            for (int frame = 1; frame < Frames; frame++) Write(db, frame);
            if (_ending == Ending.Waits) await ExpectWaitAsync(db);
            await db.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
            return _ending switch
            {
                Ending.Waits => ErrorCode.WaitTimeout,
                Ending.Quarantined => await WriteQuarantinedAsync(db),
                _ => null,
            };
        }
        catch (QuestDbException e) when (_ending == Ending.Stopped && e.Code == _fault.Error)
        {
            return e.Code;
        }
    }

    private void Write(QuestDbClient db, int frame)
    {
        Numbered[] rows = Numbered.Make(frame * RowsPerFrame, RowsPerFrame, frame == MarkedFrame ? Mark : null);
        _written.Add((db.Write<Numbered>(rows), rows));
    }

    /// <summary>The fault has struck, is told of, and a wait runs out; then it is ended.</summary>
    private async Task ExpectWaitAsync(QuestDbClient db)
    {
        await Poll.UntilAsync(() => _expected.All(Told().Contains),
            $"the events {string.Join(", ", _expected)}; so far {string.Join(", ", Told())}");
        if (_expected.Count == 0) await Poll.UntilAsync(() => _cluster.Struck > 0, "the fault has struck");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => db.WaitAsync(AckLevel.Accepted, TimeSpan.Zero).AsTask());
        Assert.Equal(ErrorCode.WaitTimeout, e.Code);
        _toldWhileWaiting = Told();
        await _fault.RepairAsync(_cluster);
    }

    /// <summary>The rows that were set aside come back typed; once the fault is over they are written again.</summary>
    private async Task<ErrorCode> WriteQuarantinedAsync(QuestDbClient db)
    {
        await _fault.RepairAsync(_cluster);
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await _written[MarkedFrame].Receipt.AcceptedAsync());
        Assert.Equal((_written[MarkedFrame].Receipt.FirstFsn, _written[MarkedFrame].Receipt.LastFsn), (e.FirstFsn, e.LastFsn));
        QuarantinedRows<Numbered> frame = Assert.Single(db.ReadQuarantine<Numbered>());
        Assert.Equal(_written[MarkedFrame].Rows, frame.Rows);
        db.Write<Numbered>([.. frame.Rows]);
        await db.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        db.RemoveQuarantined(frame);
        Assert.Equal(0, db.QuarantinedCount);
        return e.Code;
    }

    private HashSet<long> Waiting(QuestDbClient db) =>
        [.. _written.Where(w => w.Receipt.LastFsn > db.AckedFsn).SelectMany(static w => w.Rows).Select(static r => r.Number)];

    /// <summary>A client that has stopped says on closing which frames it leaves, and where.</summary>
    private async Task CloseAsync(QuestDbClient db)
    {
        if (_ending != Ending.Stopped)
        {
            await db.DisposeAsync();
            return;
        }

        QuestDbException e = await db.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, e.Code);
        Assert.Contains($"FSN {db.AckedFsn + 1} to {db.PublishedFsn}", e.Message);
        Assert.Contains(_folder is null ? "memory" : _folder, e.Message);
    }

    /// <summary>Ends the fault; what was left on disk is delivered by the next client.</summary>
    private async Task RepairAsync()
    {
        await _fault.RepairAsync(_cluster);
        if (_folder is null) return;
        // A slot whose frame was rejected for good waits for a person, who has corrected the table and removes the mark.
        string[] marks = Directory.GetFiles(_folder, FailedMark.FileName, SearchOption.AllDirectories);
        Assert.Equal(_fault.Error == ErrorCode.Rejected ? 1 : 0, marks.Length);
        foreach (string mark in marks) File.Delete(mark);
        await using QuestDbClient next = QuestDbClient.Connect(_connectString);
        await next.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    private async Task<FaultOutcome> CountAsync(HashSet<long> kept, ErrorCode? error)
    {
        _cluster.Clear();
        await using QuestDbClient other = QuestDbClient.Connect(_cluster.ConnectString);
        NumberOnly[] stored = await other.Query<NumberOnly>("SELECT number FROM fault_rows").ToArrayAsync();
        HashSet<long> distinct = [.. stored.Select(static row => row.Number)];
        int lost = _written.SelectMany(static w => w.Rows).Count(row => !distinct.Contains(row.Number) && !kept.Contains(row.Number));
        return new FaultOutcome(lost, stored.Length - distinct.Count, kept.Count, _toldWhileWaiting ?? Told(), error,
            Log);
    }

    private string Log =>
        string.Join('\n', _events.All.Select(static e => $"{e.Kind} {e.Endpoint} {e.FirstFsn}..{e.LastFsn} {e.Error?.Message}"));

    private List<Told> Told() =>
        [
            .. _events.All.Where(static e => !s_routine.Contains(e.Kind)).Select(static e => new Told(e.Kind, e.Error?.Code))
                .Distinct().Order(),
        ];
}
