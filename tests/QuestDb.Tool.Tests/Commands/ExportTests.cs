using System.Text.Json;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public async Task Rows_of_the_Java_client_become_CSV()
    {
        string path = Path.Combine(_folder["out"], "sensor.csv");
        ToolRun run = (await ToolRun.OfAsync("sf", "export", Slots.Plant(_folder), "--format", "csv", "--out", _folder["out"])).Expect(0);
        Assert.Equal([$"{path}: 900 rows"], run.Lines);
        string[] lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(901, lines.Length);
        Assert.Equal("device,temperature,n,timestamp", lines[0]);
        Assert.Equal($"dev-{899 % 13},{20 + (5 * Math.Sin(899)):R},899,{new TimestampNanos(1750000000000000000 + (899 * 1000003L))}",
            lines[900]);
    }

    [Fact]
    public async Task CSV_quotes_what_needs_it_and_JSON_tells_NULL()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 2));
        (await ToolRun.OfAsync("sf", "export", slot, "--format", "csv", "--out", _folder["out"])).Expect(0);
        Assert.Equal(
            "device,value,note,count,timestamp\ndev-0,0,\"say "
            + "\"\"0\"\",\nnow\",0,2026-06-01T12:00:00.000000Z\ndev-1,,,1,2026-06-01T12:00:01.000000Z\n",
            await File.ReadAllTextAsync(Path.Combine(_folder["out"], "readings.csv")));

        (await ToolRun.OfAsync("sf", "export", slot, "--format", "json", "--out", _folder["out"])).Expect(0);
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(_folder["out"], "readings.json"));
        JsonElement second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 1),
            (second.GetProperty("value").ValueKind, second.GetProperty("note").ValueKind, second.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_column_that_comes_later_is_in_the_header_of_all()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        RowSender sender = client.BorrowRowSender();
        sender.Table("wide").Column("a", 1).At(DateTime.UnixEpoch);
        sender.Flush();
        sender.Table("wide").Column("b", "x").Column("a", 2).At(DateTime.UnixEpoch);
        sender.Flush();
        sender.Dispose();
        await client.CloseUndeliveredAsync();

        string slot = Directory.GetDirectories(_folder.Path).Single(static s => Directory.GetFiles(s, "*.sfa").Length > 0);
        (await ToolRun.OfAsync("sf", "export", slot, "--format", "csv", "--out", _folder["out"])).Expect(0);
        Assert.Equal(["a,timestamp,b", "1,1970-01-01T00:00:00.000000Z,", "2,1970-01-01T00:00:00.000000Z,x"],
            await File.ReadAllLinesAsync(Path.Combine(_folder["out"], "wide.csv")));
    }

    [Fact]
    public async Task No_file_is_overwritten_and_the_slot_stays_as_it_is()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 2));
        Dictionary<string, byte[]> before = Directory.GetFiles(slot).ToDictionary(static f => f, File.ReadAllBytes);
        Directory.CreateDirectory(_folder["out"]);
        await File.WriteAllTextAsync(Path.Combine(_folder["out"], "readings.csv"), "mine");

        ToolRun run = (await ToolRun.OfAsync("sf", "export", slot, "--format", "csv", "--out", _folder["out"])).Expect(1);
        Assert.Contains("readings.csv", run.Error);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(_folder["out"], "readings.csv")));
        Assert.Equal(before, Directory.GetFiles(slot).ToDictionary(static f => f, File.ReadAllBytes));
    }

    [Fact]
    public async Task Quarantined_rows_are_exported_on_demand()
    {
        Slots.SetAside(_folder["s"], 12, Reading.Rows(0, 2));
        ToolRun run =
            (await ToolRun.OfAsync("sf", "export", _folder["s"], "--quarantine", "--format", "json", "--out", _folder["out"])).Expect(0);
        Assert.Contains("readings.json: 2 rows", run.Output);
        Assert.Equal("There are no rows.",
            (await ToolRun.OfAsync("sf", "export", _folder["s"], "--format", "json", "--out", _folder["out"])).Expect(0).Lines.Single());
    }
}
