using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Queries;

/// <summary>A query answers what was asked: values stay values, each placeholder has one, and what is no query does not run.</summary>
[Trait("Category", "Integration")]
public sealed class QueryTruthTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string User = "x' OR '1' = '1";

    private QuestDbClient Db => server.Client;

    [Fact]
    public async Task A_hole_given_to_a_reader_is_a_value_and_no_text()
    {
        await MakeAsync("it_truth_users", "(1, 'x', 1), (2, 'y', 2)");
        await using Reader reader = await Db.BorrowReaderAsync();
        string user = User;
        string known = "y";

        Assert.Equal(0, Rows(reader.Execute($"SELECT id FROM it_truth_users WHERE name = {user}")));
        Assert.Equal(1, Rows(reader.Execute($"SELECT id FROM it_truth_users WHERE name = {known}")));
        Assert.Equal(0, Rows(await reader.ExecuteAsync($"SELECT id FROM it_truth_users WHERE name = {user}")));
        Assert.Equal(1, Rows(await reader.ExecuteAsync($"SELECT id FROM it_truth_users WHERE name = {known}", CancellationToken.None)));
        PreparedQuery prepared = reader.Prepare($"SELECT id FROM it_truth_users WHERE name = {user}");
        Assert.Equal(0, Rows(prepared.Execute()));
        Assert.Equal(1, Rows(prepared.Bind(1, known).Execute()));
        Assert.Equal(1, Rows(reader.Prepare(Sql.Raw("SELECT id FROM it_truth_users WHERE name = $1")).Bind(1, known).Execute()));
    }

    [Fact]
    public async Task An_update_without_its_value_does_not_write_NULL()
    {
        await MakeAsync("it_truth_update", "(1, 'x', 1)");

        QuestDbException missing = await Assert.ThrowsAsync<QuestDbException>(
            () => Db.ExecuteAsync("UPDATE it_truth_update SET id = $1 WHERE name = 'x'"));
        QuestDbException second = await Assert.ThrowsAsync<QuestDbException>(
            () => Db.ExecuteAsync("UPDATE it_truth_update SET id = $1 WHERE name = $2", 5L));

        Assert.Equal(ErrorCode.InvalidValue, missing.Code);
        Assert.Contains("$1 has no value", missing.Message);
        Assert.Contains("$2 has no value", second.Message);
        Assert.Equal([new Number(1)], await Db.Query<Number>("SELECT id FROM it_truth_update").ToArrayAsync());
    }

    [Fact]
    public async Task A_value_without_a_placeholder_is_not_ignored()
    {
        await using Reader reader = await Db.BorrowReaderAsync();
        QuestDbException query = Assert.Throws<QuestDbException>(() => Db.Query<Number>("SELECT 1::long AS id", 5L));
        QuestDbException gap = Assert.Throws<QuestDbException>(() => reader.Execute("SELECT $1, $3", 1, 2, 3));
        QuestDbException prepared = Assert.Throws<QuestDbException>(() => reader.Prepare("SELECT $1").Bind(1, 1).Bind(2, 2).Execute());

        Assert.Contains("no $1", query.Message);
        Assert.Contains("no $2", gap.Message);
        Assert.Contains("no $2", prepared.Message);
        Assert.Equal(1, Rows(reader.Execute("SELECT 1 -- $1\n, '$1' AS a, 2 AS \"$1\", /* $1 */ $1::long AS b", 7L)));
    }

    [Fact]
    public async Task An_apostrophe_in_a_comment_is_no_quote_and_hides_none()
    {
        await MakeAsync("it_truth_comments", "(1, 'x', 1)");
        string x = "x";

        Number[] found = await Db.Query<Number>(
            $"SELECT id FROM it_truth_comments -- the trader's\nWHERE name = {x} /* it's */").ToArrayAsync();
        QuestDbException hidden = Assert.Throws<QuestDbException>(
            () => Db.Query<Number>($"SELECT id FROM it_truth_comments -- the trader's\nWHERE name = '{x}'"));
        QuestDbException open = await Assert.ThrowsAsync<QuestDbException>(
            () => Db.ExecuteAsync("/* it's */ UPDATE it_truth_comments SET id = 2 WHERE name = 'x'"));
        QuestDbException comment = Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT 1::long AS id -- {x}\n"));

        Assert.Equal([new Number(1)], found);
        Assert.Contains("stands inside ' quotes", hidden.Message);
        Assert.Contains("comment at position 0", open.Message);
        Assert.Contains("stands in a comment", comment.Message);
    }

    [Fact]
    public async Task A_query_of_an_insert_does_not_run_it()
    {
        await MakeAsync("it_truth_insert", "(1, 'x', 1)");
        long id = 2;

        QuestDbException insert = Assert.Throws<QuestDbException>(
            () => Db.Query<Number>($"-- a note\nINSERT INTO it_truth_insert VALUES ({id}, 'y', 2)"));
        Assert.Throws<QuestDbException>(() => Db.QueryBatches<Number>("truncate table it_truth_insert"));
        Assert.Throws<QuestDbException>(() => Db.Query<Number>(
            "WITH a AS (SELECT (2) AS id), \"b\" AS (SELECT 1) INSERT INTO it_truth_insert SELECT id, 'y', 2::timestamp FROM a"));

        Assert.Equal(ErrorCode.InvalidState, insert.Code);
        Assert.Contains("INSERT returns no rows", insert.Message);
        Assert.Equal([new Number(1)], await Db.Query<Number>("it_truth_insert").ToArrayAsync());
        Assert.Equal([new Number(1)], await Db.Query<Number>(
            "WITH \"update\" AS (SELECT id FROM it_truth_insert) SELECT id FROM \"update\"").ToArrayAsync());
    }

    [Fact]
    public async Task A_digit_behind_a_hole_does_not_make_another_placeholder_of_it()
    {
        await MakeAsync("it_truth_digit", "(10, 'x', 1)");
        int one = 1;

        QuestDbException digit = Assert.Throws<QuestDbException>(
            () => Db.Query<Number>($"SELECT id FROM it_truth_digit WHERE id = {one}0"));
        QuestDbException name = Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT i{one} AS id FROM it_truth_digit"));
        QuestDbException both = Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT {one}{one} AS id"));

        Assert.All([digit, name, both], static e => Assert.Contains("Hole 1 of the query touches the text beside it", e.Message));
        Assert.Equal([new Number(10)],
            await Db.Query<Number>($"SELECT id FROM it_truth_digit WHERE id={one}*10 AND({one}<2)").ToArrayAsync());
    }

    [Fact]
    public void A_placeholder_in_the_text_does_not_take_the_value_of_a_hole()
    {
        string x = "x";
        QuestDbException e = Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT id FROM t WHERE id = $1 AND name = {x}"));
        Assert.Contains("$1 beside holes", e.Message);
    }

    [Fact]
    public async Task A_constant_name_in_a_hole_gets_an_error_that_says_Sql_Raw()
    {
        const string Table = "it_truth_names";
        await MakeAsync(Table, "(1, 'x', 1)");
        string column = "name";

        QuestDbException[] wrong =
        [
            Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT id FROM {Table}")),
            Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT id FROM a JOIN {Table} ON id")),
            Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT id FROM (SELECT id FROM {Table})")),
            Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT id FROM t ORDER BY {column}")),
            await Assert.ThrowsAsync<QuestDbException>(() => Db.ExecuteAsync($"INSERT INTO {Table} VALUES (1, 'y', 2)")),
            await Assert.ThrowsAsync<QuestDbException>(() => Db.ExecuteAsync($"UPDATE {Table} SET id = 2")),
            await Assert.ThrowsAsync<QuestDbException>(() => Db.ExecuteAsync($"DROP TABLE {Table}")),
        ];

        Assert.All(wrong, static e => Assert.Contains("Sql.Raw(name)", e.Message));
        Assert.Equal([new Number(1)], await Db.Query<Number>(
            $"SELECT id FROM {Sql.Raw(Table)} WHERE name = {"x"} ORDER BY {Sql.Raw(column)}").ToArrayAsync());
    }

    private async Task MakeAsync(string table, string rows)
    {
        await server.OwnTableAsync(table);
        await Db.ExecuteAsync($"CREATE TABLE {Sql.Raw(table)} (id LONG, name VARCHAR, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await Db.ExecuteAsync($"INSERT INTO {Sql.Raw(table)} VALUES {Sql.Raw(rows)}");
        await server.WaitForRowsAsync(table, rows.Count(static c => c == '('));
    }

    private static int Rows(Cursor cursor)
    {
        using (cursor)
        {
            int rows = 0;
            while (cursor.NextBatch() is { } batch) rows += batch.RowCount;
            return rows;
        }
    }
}
