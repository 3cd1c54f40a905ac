using QuestDb.TestSupport;
using QuestDb.Testing;

namespace QuestDb.Tool.Tests.Commands;

/// <summary>Commands that only look, while a client writes segments and deletes those that are acknowledged.</summary>
[Trait("Category", "Integration")]
public sealed class BesideClientTests
{
    private const int Looks = 40;

    [Fact]
    public async Task Looking_finds_no_damage_and_does_no_harm()
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        QuestDbClient client = QuestDbClient.Connect($"{server.ConnectString}sf_dir={folder.Path};sf_max_segment_bytes=65536;");
        int written = 1;
        client.Write<Reading>(Reading.Rows(0, 1));
        using var stop = new CancellationTokenSource();
        Task writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                client.Write<Reading>(Reading.Rows(written, 500));
                written += 500;
            }
        });

        string slot = folder["default-ingest-0"];
        for (int i = 0; i < Looks; i++)
        {
            Assert.Empty((await ToolRun.OfAsync("sf", "show", slot, "--limit", "1")).Expect(0).Error);
            string[] lines = (await ToolRun.OfAsync("sf", "ls", folder.Path)).Expect(0).Lines;
            Assert.DoesNotContain("damaged", lines[1]);
            Assert.DoesNotContain(lines, static line => line.Contains("malformed", StringComparison.Ordinal));
        }

        await stop.CancelAsync();
        await writing;
        await client.DisposeAsync();
        Assert.Equal(written, server.RowCount("readings"));
    }
}
