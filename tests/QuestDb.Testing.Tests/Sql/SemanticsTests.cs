using System.Globalization;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Sql;

/// <summary>
/// Queries with the answers of a QuestDB 9.4.4 server, in Semantics.txt: names, types and values of columns without aliases,
/// arithmetic, NULL, casts, clauses, groups. They go over the wire, through the decoder that is independent of both sides.
/// </summary>
public sealed class SemanticsTests(SemanticsTests.LoadedServer server) : IClassFixture<SemanticsTests.LoadedServer>
{
    public static TheoryData<string, string> Queries()
    {
        var queries = new TheoryData<string, string>();
        string[] lines = Lines();
        for (int i = 0; i + 1 < lines.Length; i += 2)
        {
            if (lines[i].StartsWith("select", StringComparison.Ordinal)) queries.Add(lines[i], lines[i + 1].TrimStart());
        }

        return queries;
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_is_answered_as_by_QuestDB(string sql, string expected)
    {
        await using ReferenceQueryConnection connection = await ReferenceQueryConnection.OpenAsync(server.Address);
        Assert.Equal(expected, Text(await connection.RunAsync(ClientMessages.Query(1, sql))));
    }

    private static string Text(IReadOnlyList<ReferenceServerFrame> frames)
    {
        if (frames[^1] is QueryErrorFrame error) return $"ERR {error.Status:X2}";
        ResultBatchFrame[] batches = [.. frames.OfType<ResultBatchFrame>()];
        IEnumerable<string> columns = batches[0].Columns.Select(c => $"{c.Column.Name}:{WireTypeNames.NameOf(c.Column.Type)}");
        IEnumerable<string> rows = batches.SelectMany(batch => Enumerable.Range(0, batch.RowCount)
            .Select(row => string.Join(",", batch.Columns.Select(c => Text(c.Column.Type, c.Cells[row])))));
        return string.Join(",", columns) + "|" + string.Join(" ; ", rows);
    }

    private static string Text(ColumnType type, Cell cell) => (cell.IsNull, type) switch
    {
        (true, _) => "NULL",
        (_, ColumnType.Double) => cell.AsDouble().ToString("R", CultureInfo.InvariantCulture),
        (_, ColumnType.Float) => cell.AsFloat().ToString("R", CultureInfo.InvariantCulture),
        _ => cell.Text!,
    };

    private static string[] Lines() =>
        File.ReadAllLines(Path.Combine(RepositoryFolder.Root, "tests", "QuestDb.Testing.Tests", "Sql", "Semantics.txt"));

    /// <summary>A server with the tables that the queries name, made by the statements among them.</summary>
    public sealed class LoadedServer : IAsyncLifetime
    {
        private QuestDbTestServer _server = null!;

        public string Address => $"127.0.0.1:{_server.Port}";

        public async Task InitializeAsync()
        {
            _server = await QuestDbTestServer.StartAsync();
            await using ReferenceQueryConnection connection = await ReferenceQueryConnection.OpenAsync(Address);
            foreach (string line in Lines())
            {
                if (line.StartsWith("create", StringComparison.Ordinal) || line.StartsWith("insert", StringComparison.Ordinal))
                {
                    await connection.ExecuteAsync(line);
                }
            }
        }

        public async Task DisposeAsync() => await _server.DisposeAsync();
    }
}
