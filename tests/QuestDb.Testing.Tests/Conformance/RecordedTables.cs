using System.Text.Json;
using QuestDb.Shared.Sql;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.Testing.Tests.Protocol;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// The tables of the recording server, put together from the answers to the recorded queries that read them: plain columns of
/// one table, whole where any query reads it whole.
/// </summary>
internal static class RecordedTables
{
    private const string Designated = "ts";

    private static readonly Lazy<Dictionary<string, RecordedTable>> s_all = new(Collect);

    /// <summary>Creates and fills the tables that the statements read, except those they create themselves.</summary>
    public static void Load(Database database, IReadOnlyList<string> statements)
    {
        StatementSyntax[] parsed = [.. statements.Select(TryParse).OfType<StatementSyntax>()];
        HashSet<string> created = [.. parsed.OfType<CreateTableSyntax>().Select(c => c.Table.Name)];
        foreach (string table in parsed.OfType<SelectStatementSyntax>().SelectMany(s => TablesOf(s.Query))
            .Distinct(StringComparer.OrdinalIgnoreCase))
            if (!created.Contains(table) && s_all.Value.TryGetValue(table, out RecordedTable? recorded))
                recorded.Load(database);
    }

    /// <summary>
    /// As <see cref="Load(Database, IReadOnlyList{string})"/>, for one query: its own answer tells most of
    /// what the table has to hold.
    /// </summary>
    public static void Load(Database database, string sql, CellTable? answer)
    {
        if (answer is not null && TryParse(sql) is SelectStatementSyntax { Query: { From: TableSourceSyntax source } query }
            && ReadsPlainColumns(query, answer)
            && (query is { Where: null, OrderBy.Count: 0 } || !s_all.Value.TryGetValue(source.Table, out RecordedTable? whole)
                || !whole.Holds(answer)))
        {
            var own = new RecordedTable(source.Table);
            own.Add(answer, isWhole: true);
            own.Load(database);
            return;
        }

        Load(database, [sql]);
    }

    public static StatementSyntax? TryParse(string sql)
    {
        try
        {
            return SqlParser.Parse(sql);
        }
        catch (SqlCompileException)
        {
            return null;
        }
    }

    private static Dictionary<string, RecordedTable> Collect()
    {
        var all = new Dictionary<string, RecordedTable>(StringComparer.OrdinalIgnoreCase);
        foreach ((string sql, CellTable rows) in Answers())
        {
            if (TryParse(sql) is not SelectStatementSyntax { Query: { From: TableSourceSyntax source } query }
                || !ReadsPlainColumns(query, rows))
                continue;
            bool isWhole = query is { Where: null, Limit: null, OrderBy.Count: 0 };
            if (!all.TryGetValue(source.Table, out RecordedTable? table))
                all.Add(source.Table, table = new RecordedTable(source.Table));
            table.Add(rows, isWhole);
        }

        return all;
    }

    private static IEnumerable<(string Sql, CellTable Rows)> Answers()
    {
        foreach (EgressVector vector in EgressVector.Names.Select(EgressVector.Load))
            if (vector.Rows is { } rows && !vector.Binds.Any())
                yield return (vector.Sql, rows);
        foreach (ControlVector vector in ControlVector.Names.Select(ControlVector.Load))
            foreach (JsonElement expected in vector.Expected?.EnumerateArray().ToArray() ?? [])
                if (expected.TryGetProperty("sql", out JsonElement sql) && ControlVector.RowsOf(expected) is { } rows)
                    yield return (sql.GetString()!, rows);
    }

    /// <summary>Each item is a column under its own name, so that the answer tells what the table holds.</summary>
    private static bool ReadsPlainColumns(QuerySyntax query, CellTable rows) =>
        query is { With.Count: 0, Distinct: false, GroupBy.Count: 0 }
            && rows.Columns.All(c => c.Type != ColumnType.None)
            && query.Items.All(i => i is { Expression: NameSyntax or StarSyntax, Alias: null });

    private static IEnumerable<string> TablesOf(QuerySyntax query) =>
        TablesOf(query.From).Concat(query.With.SelectMany(w => TablesOf(w.Query)));

    private static IEnumerable<string> TablesOf(SourceSyntax? source) => source switch
    {
        TableSourceSyntax table => [table.Table],
        QuerySourceSyntax inner => TablesOf(inner.Query),
        _ => [],
    };

    /// <summary>One table, as far as it is known.</summary>
    private sealed class RecordedTable(string name)
    {
        private readonly Dictionary<string, (CellColumn Column, Cell[] Cells)> _columns = new(StringComparer.OrdinalIgnoreCase);
        private bool _isWhole;
        private int _rows = -1;

        /// <summary>Takes the columns of an answer; a whole one replaces partial ones, more rows replace fewer.</summary>
        public void Add(CellTable rows, bool isWhole)
        {
            if (isWhole ? !_isWhole || rows.Rows.Count > _rows : !_isWhole && rows.Rows.Count > _rows)
            {
                _columns.Clear();
                _rows = rows.Rows.Count;
                _isWhole = isWhole;
            }

            if (rows.Rows.Count != _rows || isWhole != _isWhole)
                return;
            for (int i = 0; i < rows.Columns.Count; i++)
                _columns.TryAdd(rows.Columns[i].Name, (rows.Columns[i], [.. rows.Rows.Select(r => r[i])]));
        }

        /// <summary>Whether it is known whole, with all columns of an answer.</summary>
        public bool Holds(CellTable answer) =>
            _isWhole && answer.Columns.All(c => _columns.TryGetValue(c.Name, out var own) && own.Column == c);

        public void Load(Database database)
        {
            var columns = _columns.Values.Select(c => new IngestColumn(c.Column.Name, Vector(c.Column, c.Cells))).ToList();
            if (!_columns.ContainsKey(Designated))
            {
                var times = new FixedVector<long>(ColumnType.Timestamp);
                for (int row = 0; row < _rows; row++) times.Append(row);
                columns.Add(new IngestColumn(Designated, times));
            }

            string definitions = string.Join(", ", columns.Select(c => $"\"{c.Name}\" {SqlType(c.Values)}"));
            bool hasTime = columns.First(c => c.Name.Equals(Designated, StringComparison.OrdinalIgnoreCase)).Values.Type
                is ColumnType.Timestamp or ColumnType.TimestampNanos;
            Assert.True(hasTime, $"Column {Designated} of {name} is no timestamp.");
            database.Execute($"create table \"{name}\" ({definitions}) timestamp({Designated}) partition by day", [],
                CancellationToken.None);
            if (_rows > 0)
                database.Commit([new IngestBlock(name, _rows, columns)]);
        }

        private static ColumnVector Vector(CellColumn column, Cell[] cells)
        {
            var table = new CellTable("", [column]);
            table.Rows.AddRange(cells.Select(c => new[] { c }));
            return CellVectors.FromTable(table, 0);
        }

        // An array column that holds NULL alone does not tell its dimensions.
        private static SqlType SqlType(ColumnVector values) =>
            new(values.Type, values is ArrayVector { Precision: 0 } ? 1 : values.Precision, values.Scale);
    }
}
