namespace QuestDb.IntegrationTests.Queries;

/// <summary>
/// Aggregates that give back one of the texts of a VARCHAR column. Servers of 2026 return garbage for them over QWP, and the way round it
/// that docs/types.md gives is right.
/// </summary>
[Trait("Category", "Integration")]
public sealed class TextAggregateTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("first", "middle of three, and longer than a server keeps in place")]
    [InlineData("last", "zürich – 終わり, also longer than that")]
    [InlineData("min", "a")]
    [InlineData("max", "zürich – 終わり, also longer than that")]
    public async Task A_text_that_an_aggregate_gives_back_is_read_with_a_concatenation(string function, string expected)
    {
        await server.OwnTableAsync("it_text_aggregate");
        await server.Client.ExecuteAsync(
            "CREATE TABLE it_text_aggregate (v VARCHAR, s SYMBOL, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        string[] texts = ["middle of three, and longer than a server keeps in place", "a", "zürich – 終わり, also longer than that"];
        TextRow[] rows = [.. texts.Select(static (text, i) => new TextRow(text, text, DateTime.UnixEpoch.AddDays(1).AddSeconds(i)))];
        await server.Client.Write<TextRow>(rows).AcceptedAsync();
        await server.WaitForRowsAsync("it_text_aggregate", rows.Length);

        TextResult result = Assert.Single(
            await server.Client.Query<TextResult>($"SELECT {Sql.Raw(function)}(v) || '' AS text FROM it_text_aggregate").ToArrayAsync());
        Assert.Equal(expected, result.Text);
        // Symbols need no way round it.
        result = Assert.Single(
            await server.Client.Query<TextResult>($"SELECT {Sql.Raw(function)}(s) AS text FROM it_text_aggregate").ToArrayAsync());
        Assert.Equal(expected, result.Text);
    }
}

[QuestTable("it_text_aggregate")]
public readonly partial record struct TextRow(string V, [Symbol] string S, [Designated] DateTime Ts);

[QuestRow]
public readonly partial record struct TextResult(string Text);
