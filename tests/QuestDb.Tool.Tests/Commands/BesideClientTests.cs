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
        await using QuestDbClient client = QuestDbClient.Connect($"{server.ConnectString}sf_dir={folder.Path};sf_max_segment_bytes=65536;");
        client.Write<Reading>(Reading.Rows(0, 1));
        using var stop = new CancellationTokenSource();
        Task<int> writing = WriteAsync(client, stop.Token);
        var complaints = new List<string>();
        for (int i = 0; i < Looks; i++)
        {
            ToolRun show = await ToolRun.OfAsync("sf", "show", folder["default-ingest-0"], "--limit", "1");
            ToolRun list = await ToolRun.OfAsync("sf", "ls", folder.Path);
            if (show.Code != 0 || show.Error.Length > 0) complaints.Add(show.Error);
            if (list.Code != 0 || list.Output.Contains("damaged", StringComparison.Ordinal)
                || list.Output.Contains("malformed", StringComparison.Ordinal))
            {
                complaints.Add(list.Output + list.Error);
            }
        }

        await stop.CancelAsync();
        Assert.Equal(1 + await writing, server.RowCount("readings"));
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    /// <summary>Writes frames as fast as they are accepted, a few at a time, so that segments come and go.</summary>
    private static async Task<int> WriteAsync(QuestDbClient client, CancellationToken stop)
    {
        int rows = 0;
        while (!stop.IsCancellationRequested)
        {
            for (int i = 0; i < 10; i++, rows += 500) client.Write<Reading>(Reading.Rows(1 + rows, 500));
            await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline, CancellationToken.None);
        }

        return rows;
    }
}
