namespace QuestDb.Tool.Tests.Commands;

public class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("sf")]
    [InlineData("sf list")]
    [InlineData("sf show")]
    [InlineData("sf show a --limit -1")]
    [InlineData("sf show a --limit many")]
    [InlineData("sf show a --jsn")]
    [InlineData("sf export a --out b")]
    [InlineData("sf export a --format xml --out b")]
    [InlineData("sf repair")]
    [InlineData("sf repair a --no")]
    [InlineData("ping --conf")]
    public async Task A_wrong_command_line_is_exit_code_2_with_the_reason(string line)
    {
        ToolRun run = await ToolRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        run.Expect(2);
        Assert.Empty(run.Output);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("--help", "sf")]
    [InlineData("sf --help", "replay")]
    [InlineData("sf show --help", "--quarantine")]
    [InlineData("sf repair --help", "--yes")]
    [InlineData("ping --help", "--conf")]
    public async Task Help_is_exit_code_0(string line, string text)
    {
        ToolRun run = await ToolRun.OfAsync(line.Split(' '));
        Assert.Contains(text, run.Expect(0).Output);
    }

    [Theory]
    [InlineData("sf ls /nowhere/at/all", "There is no folder")]
    [InlineData("sf show /nowhere/at/all", "There is no folder")]
    [InlineData("sf drop /nowhere/at/all --yes", "There is no folder")]
    [InlineData("sf repair /nowhere/at/all --yes", "There is no folder")]
    [InlineData("ping --conf ws::adr=x;", "adr")]
    public async Task What_can_not_be_done_is_exit_code_1_and_one_line(string line, string text)
    {
        ToolRun run = await ToolRun.OfAsync(line.Split(' '));
        run.Expect(1);
        Assert.Empty(run.Output);
        Assert.StartsWith("Error: ", run.Error);
        Assert.Contains(text, run.Error);
        Assert.Single(run.Error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_folder_that_is_no_slot_is_said_to_be_none()
    {
        using var folder = new QuestDb.TestSupport.TempFolder();
        Assert.Contains("is not a slot", (await ToolRun.OfAsync("sf", "show", folder.Path)).Expect(1).Error);
        Assert.Contains("There is no slot", (await ToolRun.OfAsync("sf", "ls", folder.Path)).Expect(0).Output);
    }
}
