using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests.Commands;

public sealed class DropTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("n\n")]
    [InlineData("what?\n")]
    public async Task Nothing_is_deleted_without_a_yes(string answer)
    {
        string slot = await SlotAsync();
        int files = Directory.GetFiles(slot, "*", SearchOption.AllDirectories).Length;
        foreach (string[] args in (string[][])[["sf", "drop", slot], ["sf", "drop", slot, "--quarantine"]])
        {
            ToolRun run = (await ToolRun.AnsweringAsync(answer, args)).Expect(1);
            Assert.Contains("Nothing was deleted.", run.Error);
        }

        Assert.Equal(files, Directory.GetFiles(slot, "*", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("y\n")]
    [InlineData("yes\n")]
    [InlineData("")]
    public async Task Frames_are_deleted_and_the_quarantine_stays(string answer)
    {
        string slot = await SlotAsync();
        string[] args = ["sf", "drop", slot, .. answer.Length == 0 ? new[] { "--yes" } : []];
        ToolRun run = (await ToolRun.AnsweringAsync(answer, args)).Expect(0);
        Assert.Equal("Deleted 2 frames (5 rows) of default-ingest-0. In quarantine: 1 frame, kept.", run.Lines.Single());
        Assert.Empty(Directory.GetFiles(slot, "*.sfa"));
        Assert.Contains("readings: 2 rows", (await ToolRun.OfAsync("sf", "show", slot, "--quarantine")).Expect(0).Output);
        Assert.Contains("has no frames", (await ToolRun.OfAsync("sf", "drop", slot, "--yes")).Expect(0).Output);
    }

    [Fact]
    public async Task The_quarantine_is_deleted_and_the_frames_stay()
    {
        string slot = await SlotAsync();
        ToolRun run = (await ToolRun.OfAsync("sf", "drop", slot, "--quarantine", "--yes")).Expect(0);
        Assert.Equal("Deleted 1 frame (2 rows) in quarantine of default-ingest-0.", run.Lines.Single());
        Assert.Contains("readings: 5 rows", (await ToolRun.OfAsync("sf", "show", slot)).Expect(0).Output);
        Assert.Contains("nothing in quarantine", (await ToolRun.OfAsync("sf", "drop", slot, "--quarantine", "--yes")).Expect(0).Output);
    }

    [Fact]
    public async Task A_slot_that_a_client_holds_is_left_alone()
    {
        QuestDbClient client = Slots.Unconnected(_folder);
        client.Write<Reading>(Reading.Rows(0, 1));
        ToolRun run = (await ToolRun.OfAsync("sf", "drop", _folder["default-ingest-0"], "--yes")).Expect(1);
        Assert.Contains($"process {Environment.ProcessId}", run.Error);
        Assert.NotEmpty(Directory.GetFiles(_folder["default-ingest-0"], "*.sfa"));
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task A_damaged_slot_can_be_dropped()
    {
        string slot = await SlotAsync();
        Slots.Damage(Directory.GetFiles(slot, "*.sfa").Single(), 0);
        (await ToolRun.OfAsync("sf", "drop", slot, "--yes")).Expect(0);
        Assert.Empty(Directory.GetFiles(slot, "*.sfa"));
    }

    private async Task<string> SlotAsync()
    {
        string slot = await Slots.WriteAsync(_folder, Reading.Rows(0, 3), Reading.Rows(3, 2));
        Slots.SetAside(slot, 9, Reading.Rows(5, 2));
        return slot;
    }
}
