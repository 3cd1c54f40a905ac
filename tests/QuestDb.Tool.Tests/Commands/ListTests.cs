using QuestDb.Store.Slots;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

public sealed class ListTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [VectorFact]
    public async Task A_slot_of_the_Java_client_is_listed_with_frames_rows_and_age()
    {
        string slot = Slots.Plant(_folder);
        ToolRun run = await ToolRun.AtAsync(new FixedClock(Slots.PlantMade(slot).AddHours(5)), "", "sf", "ls", _folder.Path);
        Assert.Equal(
        [
            "SLOT     FRAMES  ROWS   BYTES  FSN   ACKED  AGE  LOCKED BY  QUARANTINE  STATE",
            "plant-7       9   900  16 KiB  0..8      -  5 h  -                   -  ok",
        ], run.Expect(0).Lines);
    }

    [VectorFact]
    public async Task One_slot_can_be_listed_by_itself()
    {
        string slot = Slots.Plant(_folder);
        Assert.StartsWith("plant-7", (await ToolRun.OfAsync("sf", "ls", slot)).Expect(0).Lines[1]);
    }

    [Fact]
    public async Task A_slot_beside_a_running_client_names_its_process()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 10));
        client.Write<Reading>(Reading.Rows(10, 5));
        string[] cells = await CellsAsync();
        Assert.Equal(["default-ingest-0", "2", "15"], cells[..3]);
        Assert.Contains($"process {Environment.ProcessId}", cells);

        client.Write<Reading>(Reading.Rows(15, 1));
        Assert.Equal(["default-ingest-0", "3", "16"], (await CellsAsync())[..3]);
        await client.CloseUndeliveredAsync();
        Assert.DoesNotContain($"process {Environment.ProcessId}", await CellsAsync());
    }

    [Fact]
    public async Task Quarantine_and_mark_are_told()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3));
        Slots.SetAside(slot, 7, Reading.Rows(3, 2));
        FailedMark.Put(slot, "the server refused it");
        ToolRun run = (await ToolRun.OfAsync("sf", "ls", _folder.Path)).Expect(0);
        Assert.EndsWith(" 1  failed", run.Lines[1]);
        Assert.Equal("default-ingest-0 is marked .failed: the server refused it", run.Lines[2]);
    }

    [Fact]
    public async Task A_torn_tail_is_told_and_the_whole_frames_counted()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3), Reading.Rows(3, 4));
        string segment = Directory.GetFiles(slot, "*.sfa").Single();
        byte[] bytes = File.ReadAllBytes(segment);
        int end = Array.FindLastIndex(bytes, static b => b != 0);
        Slots.Damage(segment, end);
        ToolRun run = (await ToolRun.OfAsync("sf", "ls", _folder.Path)).Expect(0);
        Assert.StartsWith("default-ingest-0       1     3", run.Lines[1]);
        Assert.EndsWith("torn tail", run.Lines[1]);
        Assert.Contains("behind FSN 0", run.Lines[2]);
    }

    [Fact]
    public async Task A_damaged_slot_is_told_with_the_reason()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3));
        Slots.Damage(Directory.GetFiles(slot, "*.sfa").Single(), 0);
        ToolRun run = (await ToolRun.OfAsync("sf", "ls", _folder.Path)).Expect(0);
        Assert.EndsWith("damaged", run.Lines[1]);
        Assert.Contains("SF01", run.Lines[2]);
    }

    private async Task<string[]> CellsAsync() =>
        (await ToolRun.OfAsync("sf", "ls", _folder.Path)).Expect(0).Lines[1]
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
