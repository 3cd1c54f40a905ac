using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests.Sql;

public sealed class ConcurrencyTests : SqlTest
{
    [Fact]
    public async Task Queries_see_whole_commits_while_rows_come_in()
    {
        const int commits = 200, rows = 50;
        Commit(0, rows);
        Task writer = Task.Run(() =>
        {
            for (int i = 1; i < commits; i++) Commit(i, rows);
        });
        long seen = 0;
        while (seen < commits * rows)
        {
            RowsResult result = Query("select s, n from t");
            Assert.Equal(0, result.RowCount % rows);
            Assert.True(result.RowCount >= seen);
            seen = result.RowCount;
            var symbols = (SymbolVector)result.Columns[0].Values;
            var numbers = (FixedVector<long>)result.Columns[1].Values;
            for (int row = 0; row < result.RowCount; row++) Assert.Equal($"s{numbers[row]}", symbols.Text(row));
            if (writer.IsFaulted) break;
        }

        await writer;
    }

    // Every other commit is older than the one before, so that rows are put in order again and again.
    private void Commit(int number, int rows)
    {
        var symbols = new SymbolVector();
        var numbers = new FixedVector<long>(ColumnType.Long);
        var times = new FixedVector<long>(ColumnType.Timestamp);
        for (int i = 0; i < rows; i++)
        {
            symbols.Append($"s{number}");
            numbers.Append(number);
            times.Append((number ^ 1) * 1_000L + i);
        }

        Database.Commit([new IngestBlock("t", rows,
            [new IngestColumn("s", symbols), new IngestColumn("n", numbers), new IngestColumn("", times)])]);
    }
}
