using QuestDb.Mapping;
using QuestDb.Shared.Wire;
using QuestDb.Store.Quarantines;
using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.Wire;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>What a program does with frames that were set aside.</summary>
[Trait("Category", "Integration")]
public sealed class QuarantineTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private QuestDbTestServer _server = null!;

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Frames_come_with_rows_number_status_and_message()
    {
        SetAside("default-ingest-0", 41, Rows(0, 3), "column price: no");
        SetAside("default-ingest-1", 7, Rows(3, 2), "column price: never");
        SetAside("default-ingest-1.failed-0", 3, Rows(5, 2), "of a slot that was set aside");
        SetAside("other-ingest-0", 1, Rows(7, 1), "of another sender");
        await using QuestDbClient client = Connect();
        Assert.Equal(3, client.QuarantinedCount);
        QuarantinedRows<Measurement>[] frames = [.. client.ReadQuarantine<Measurement>()];
        Assert.Equal([("default-ingest-0", 41L), ("default-ingest-1", 7L), ("default-ingest-1.failed-0", 3L)],
            frames.Select(static f => (f.Slot, f.Fsn)));
        Assert.Equal((0x03, "SCHEMA_MISMATCH", "column price: no", "db-1:9000"),
            (frames[0].Status, frames[0].StatusName, frames[0].ServerMessage, frames[0].Endpoint));
        Assert.Equal(["it_quarantine"], frames[0].Tables);
        Assert.Equal(Rows(0, 3), frames[0].Rows);
        Assert.Equal(Rows(3, 2), frames[1].Rows);
        Assert.Equal("default-ingest-0 FSN 41, SCHEMA_MISMATCH: column price: no", frames[0].ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_server_rejects_is_read_back_typed_and_delivery_goes_on(bool onDisk)
    {
        string conf = $"{_server.ConnectString}on_schema_error=quarantine;";
        await using QuestDbClient client = QuestDbClient.Connect(onDisk ? $"{conf}sf_dir={_folder.Path};" : conf);
        await client.Write<Measurement>(Rows(0, 2)).AcceptedAsync();
        _server.Faults.Add(Fault.Reject(0x03, "not these"));
        client.Write<Measurement>(Rows(2, 3));
        await client.Write<Measurement>(Rows(5, 1)).AcceptedAsync();

        QuarantinedRows<Measurement> frame = Assert.Single(client.ReadQuarantine<Measurement>());
        Assert.Equal((onDisk ? "default-ingest-0" : "", 1L, "not these"), (frame.Slot, frame.Fsn, frame.ServerMessage));
        Assert.Equal(Rows(2, 3), frame.Rows);
        await client.ReplayQuarantinedAsync(frame);
        Assert.Equal(0, client.QuarantinedCount);
        Assert.Equal(6, _server.RowCount("it_quarantine"));
    }

    [Fact]
    public async Task Slots_of_others_belong_to_a_client_that_drains_them()
    {
        SetAside("other-ingest-0", 1, Rows(0, 1), "");
        await using QuestDbClient client = Connect("drain_orphans=on;");
        Assert.Equal("other-ingest-0", Assert.Single(client.ListQuarantine()).Slot);
    }

    [Fact]
    public async Task Frames_of_other_tables_are_passed_over()
    {
        SetAside("default-ingest-0", 1, Rows(0, 1), "");
        SetAside("default-ingest-0", 2, new[] { new MeasurementNote("x", DateTime.UnixEpoch) }, "");
        await using QuestDbClient client = Connect();
        Assert.Equal(1, Assert.Single(client.ReadQuarantine<Measurement>()).Fsn);
        Assert.Equal("x", Assert.Single(Assert.Single(client.ReadQuarantine<MeasurementNote>()).Rows).Text);
        Assert.Equal(2, client.ListQuarantine().Count());
    }

    [Fact]
    public async Task A_frame_with_rows_of_two_tables_is_read_as_either_and_removed_as_one()
    {
        await using QuestDbClient client = Connect("on_schema_error=quarantine;auto_flush=off;");
        _server.Faults.Add(Fault.Reject(0x03, "neither"));
        using (RowSender sender = client.BorrowRowSender())
        {
            sender.Table("it_quarantine").Symbol("device", "a").Column("value", 1.0).At(DateTime.UnixEpoch);
            sender.Table("it_quarantine_notes").Column("text", "x").At(DateTime.UnixEpoch);
            await Assert.ThrowsAsync<RejectedException>(async () => await sender.Flush().AcceptedAsync());
        }

        QuarantinedRows<Measurement> frame = Assert.Single(client.ReadQuarantine<Measurement>());
        Assert.Equal(["it_quarantine", "it_quarantine_notes"], frame.Tables);
        Assert.Equal("a", Assert.Single(frame.Rows).Device);
        Assert.Equal("x", Assert.Single(Assert.Single(client.ReadQuarantine<MeasurementNote>()).Rows).Text);
        client.RemoveQuarantined(frame);
        Assert.Equal(0, client.QuarantinedCount);
        Assert.Empty(client.ReadQuarantine<MeasurementNote>());
    }

    [Fact]
    public async Task A_frame_that_is_repaired_and_written_again_can_be_removed()
    {
        SetAside("default-ingest-0", 1, Rows(0, 3), "");
        await using QuestDbClient client = Connect();
        foreach (QuarantinedRows<Measurement> frame in client.ReadQuarantine<Measurement>())
        {
            await client.Write<Measurement>([.. frame.Rows.Select(static row => row with { Value = -1 })]).AcceptedAsync();
            client.RemoveQuarantined(frame);
            client.RemoveQuarantined(frame);
        }

        Assert.Equal(0, client.QuarantinedCount);
        Assert.Equal([-1, -1, -1],
            (await client.Query<Measurement>("SELECT * FROM it_quarantine").ToArrayAsync()).Select(static row => row.Value));
    }

    [Fact]
    public async Task A_frame_that_is_sent_again_as_it_is_leaves_once_it_is_accepted()
    {
        SetAside("default-ingest-0", 41, Rows(0, 3), "");
        await using QuestDbClient client = Connect("on_schema_error=quarantine;");
        _server.Faults.Add(Fault.Reject(0x03, "still not"));
        QuarantinedFrame frame = Assert.Single(client.ListQuarantine());
        RejectedException again = await Assert.ThrowsAsync<RejectedException>(() => client.ReplayQuarantinedAsync(frame));
        Assert.Equal((41L, 41L, "still not"), (again.FirstFsn, again.LastFsn, again.ServerMessage));
        Assert.Contains("41", again.Message);
        Assert.Equal(1, client.QuarantinedCount);

        await client.ReplayQuarantinedAsync(frame);
        Assert.Equal(0, client.QuarantinedCount);
        Assert.Equal(Rows(0, 3), await client.Query<Measurement>("SELECT * FROM it_quarantine").ToArrayAsync());
        QuestDbException gone = await Assert.ThrowsAsync<QuestDbException>(() => client.ReplayQuarantinedAsync(frame));
        Assert.Equal(ErrorCode.StoreFailed, gone.Code);
    }

    [Fact]
    public async Task A_frame_whose_dictionary_is_over_the_limit_of_the_server_is_sent_in_parts()
    {
        Measurement[] rows = [.. Enumerable.Range(0, 500)
            .Select(static i => new Measurement(new string('x', 100) + i, i, DateTime.UnixEpoch.AddSeconds(i)))];
        SetAside("default-ingest-0", 1, rows, "");
        await using QuestDbTestServer small =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 16 * 1024 });
        await using QuestDbClient client = QuestDbClient.Connect($"{small.ConnectString}sf_dir={_folder.Path};");
        await client.ReplayQuarantinedAsync(Assert.Single(client.ListQuarantine()));
        Assert.Equal(500, small.RowCount("it_quarantine"));
    }

    [Fact]
    public async Task A_damaged_frame_is_not_passed_over_and_those_behind_it_are_read()
    {
        for (int fsn = 0; fsn < 3; fsn++) SetAside("default-ingest-0", fsn, Rows(fsn, 1), "");
        string path = Path.Combine(_folder["default-ingest-0"], ".quarantine", "sf-0000000000000001.sfa");
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        await using QuestDbClient client = Connect();
        QuarantinedRows<Measurement>[] frames = [.. client.ReadQuarantine<Measurement>()];
        Assert.Equal(3, frames.Length);
        Assert.Equal(Rows(2, 1), frames[2].Rows);
        QuestDbException error = Assert.Throws<QuestDbException>(() => frames[1].Rows);
        Assert.Equal(ErrorCode.StoreCorrupt, error.Code);
        Assert.Contains(path, error.Message);
    }

    [Fact]
    public async Task Rows_of_a_type_with_other_columns_are_an_error_that_names_the_column()
    {
        SetAside("default-ingest-0", 1, Rows(0, 1), "");
        await using QuestDbClient client = Connect();
        QuestDbException error = Assert.Throws<QuestDbException>(() => Assert.Single(client.ReadQuarantine<WiderMeasurement>()).Rows);
        Assert.Equal((ErrorCode.ResultMismatch, "extra"), (error.Code, error.Column));
    }

    private QuestDbClient Connect(string keys = "") => QuestDbClient.Connect($"{_server.ConnectString}sf_dir={_folder.Path};{keys}");

    private static Measurement[] Rows(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(static i => new Measurement($"device {i}", i / 2.0, DateTime.UnixEpoch.AddSeconds(i)))];

    private void SetAside<T>(string slot, long fsn, T[] rows, string message)
        where T : IQuestTable<T>
    {
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, new SymbolDictionary(), LossyValueAction.Refuse);
        encoder.BeginFrame(T.TableSchema, rows.Length);
        T.WriteRows(encoder, rows);
        encoder.EndFrame();
        Directory.CreateDirectory(_folder[slot]);
        new QuarantineFolder(_folder[slot], sync: false).Add(fsn, buffer.Written, (byte)StatusCode.SchemaMismatch, message, "db-1:9000");
    }
}

/// <summary>A row to set aside.</summary>
[QuestTable("it_quarantine")]
public readonly partial record struct Measurement([Symbol] string Device, double Value, [Designated] DateTime Timestamp);

/// <summary>The same table with a column more.</summary>
[QuestTable("it_quarantine")]
public readonly partial record struct WiderMeasurement([Symbol] string Device, double Value, long Extra, [Designated] DateTime Timestamp);

/// <summary>A row of another table.</summary>
[QuestTable("it_quarantine_notes")]
public readonly partial record struct MeasurementNote(string Text, [Designated] DateTime Time);
