using System.Text.Json;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

public sealed class ShowTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public async Task Rows_of_the_Java_client_are_shown_as_a_table()
    {
        ToolRun run = await ToolRun.OfAsync("sf", "show", Slots.Plant(_folder), "--limit", "3");
        Assert.Equal(
        [
            "",
            "sensor: 900 rows in 9 frames, FSN 0..8",
            "FSN  device         temperature  n  timestamp",
            "  0  dev-0                   20  0  2025-06-15T15:06:40.000000000Z",
            "  0  dev-1   24.207354924039482  1  2025-06-15T15:06:40.001000003Z",
            "  0  dev-2    24.54648713412841  2  2025-06-15T15:06:40.002000006Z",
            "… and 897 rows more (--limit 0 shows all).",
        ], run.Expect(0).Lines);
    }

    [VectorFact]
    public async Task Every_row_of_the_Java_client_is_there_as_JSON()
    {
        ToolRun run = (await ToolRun.OfAsync("sf", "show", Slots.Plant(_folder), "--json", "--limit", "0")).Expect(0);
        Assert.Equal(900, run.Lines.Length);
        for (int i = 0; i < run.Lines.Length; i++)
        {
            JsonElement line = JsonDocument.Parse(run.Lines[i]).RootElement;
            Assert.Equal(("sensor", i / 100), (line.GetProperty("table").GetString(), line.GetProperty("fsn").GetInt32()));
            JsonElement row = line.GetProperty("row");
            Assert.Equal(($"dev-{i % 13}", 20 + (5 * Math.Sin(i)), i),
                (row.GetProperty("device").GetString(), row.GetProperty("temperature").GetDouble(), row.GetProperty("n").GetInt32()));
            Assert.Equal(new TimestampNanos(1750000000000000000 + (i * 1000003L)).ToString(), row.GetProperty("timestamp").GetString());
        }
    }

    [Fact]
    public async Task NULL_is_empty_and_a_text_stays_on_its_line()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 2));
        Assert.Equal(
        [
            "",
            "readings: 2 rows in 1 frame, FSN 0..0",
            "FSN  device  value  note           count  timestamp",
            "  0  dev-0       0  say \"0\",\\nnow      0  2026-06-01T12:00:00.000000Z",
            "  0  dev-1                             1  2026-06-01T12:00:01.000000Z",
        ], (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Lines);
    }

    [Fact]
    public async Task Frames_of_a_client_that_still_writes_are_shown_symbols_of_earlier_frames_too()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 3));
        client.Write<Reading>(Reading.Rows(3, 3));
        ToolRun run = (await ToolRun.OfAsync("sf", "show", _folder["default-ingest-0"], "--json")).Expect(0);
        Assert.Equal(["dev-0", "dev-1", "dev-2", "dev-0", "dev-1", "dev-2"],
            run.Lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("row").GetProperty("device").GetString()));
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task Tables_are_shown_apart_and_one_alone_on_demand()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 1));
        client.Write<Alarm>([new Alarm("hot", DateTime.UnixEpoch)]);
        await client.CloseUndeliveredAsync();
        string slot = _folder["default-ingest-0"];

        string all = (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Output;
        Assert.Contains("readings: 1 row", all);
        Assert.Contains("alarms: 1 row", all);
        string one = (await ToolRun.OfAsync("sf", "show", slot, "--table", "ALARMS")).Expect(0).Output;
        Assert.DoesNotContain("readings", one);
        Assert.Contains("hot", one);
        Assert.Contains("no rows of table other", (await ToolRun.OfAsync("sf", "show", slot, "--table", "other")).Expect(0).Output);
    }

    [Fact]
    public async Task Quarantined_frames_are_shown_with_their_reasons()
    {
        string slot = _folder["s"];
        Slots.SetAside(slot, 12, Reading.Rows(0, 2), "column Count: no");
        ToolRun run = (await ToolRun.OfAsync("sf", "show", slot, "--quarantine")).Expect(0);
        Assert.Matches("^FSN 12: SCHEMA_MISMATCH from db-1:9000 at [0-9TZ:-]+: column Count: no$", run.Lines[0]);
        Assert.Equal("readings: 2 rows in 1 frame, FSN 12..12", run.Lines[2]);
        Assert.Equal("There are no frames.", (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Lines.Single());
    }

    [Fact]
    public async Task Of_a_damaged_slot_the_whole_frames_are_shown()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 400), Reading.Rows(400, 400), Reading.Rows(800, 4_000));
        string[] segments = [.. Directory.GetFiles(slot, "*.sfa").Order(StringComparer.Ordinal)];
        Assert.True(segments.Length > 1);
        Slots.Damage(segments[0], 4);
        ToolRun run = (await ToolRun.OfAsync("sf", "show", slot, "--limit", "1")).Expect(1);
        Assert.Contains("version", run.Error);
        Assert.Contains("No frame is known to be lost; whole: 3 frames.", run.Error);
        Assert.Contains("readings:", run.Output);
    }

    [Fact]
    public async Task A_frame_that_can_not_be_decoded_is_an_error_and_the_others_are_shown()
    {
        string slot = _folder["s"];
        Slots.SetAside(slot, 1, Reading.Rows(0, 1));
        Slots.SetAside(slot, 2, Reading.Rows(1, 1));
        Slots.Damage(Path.Combine(slot, ".quarantine", "sf-0000000000000001.sfa"), 40);
        ToolRun run = (await ToolRun.OfAsync("sf", "show", slot, "--quarantine")).Expect(1);
        Assert.StartsWith("Error: FSN 1: ", run.Error);
        Assert.Contains("readings: 1 row in 1 frame, FSN 2..2", run.Output);
    }
}
