using QuestDb.Shared.Sql;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Sql;

/// <summary>The queries that were recorded from a real server, on tables loaded from their expected rows.</summary>
public sealed class RecordedQueryTests
{
    private static readonly string[] Families =
    [
        "type_", "ts_", "bind_", "sql_", "max_batch_", "fp_specials", "symbols_", "encoding_", "error_", "char_", "column_", "decimal_",
        "geohash_", "ipv4_", "strings_", "utf8_", "batch_", "batches_", "zstd_", "default_", "exec_", "all_types_raw", "array_",
    ];

    // What the engine says needs a real QuestDB, what only the protocol sees, and results that don't tell what the table held.
    private static readonly HashSet<string> Beyond =
    [
        "sql_explain", "sql_sample", "sql_union", "sql_with_window", "bind_count_2049", "error_unsupported_type_interval",
        "error_unsupported_type_null",
        "error_row_exceeds_send_buffer", "error_mid_stream_row_too_big",
        "symbols_distinct", "symbols_group_by", "symbols_cast_varchar",
        "exec_create_mat_view", "exec_create_view", "exec_drop_mat_view", "exec_drop_view",
    ];

    public static TheoryData<string> Cases()
    {
        var cases = new TheoryData<string>();
        foreach (string name in EgressVector.Names)
        {
            if (!Families.Any(f => name.StartsWith(f, StringComparison.Ordinal)) || Beyond.Contains(name)) continue;
            EgressVector vector = EgressVector.Load(name);
            // A bind that only has raw bytes is the business of the protocol's reader.
            if (!vector.IsQuirk && vector.Binds.All(b => b.Column is not null) && !name.StartsWith("exec_", StringComparison.Ordinal))
            {
                cases.Add(name);
            }
        }

        return cases;
    }

    [VectorTheory]
    [MemberData(nameof(Cases))]
    public void A_recorded_query_answers_the_same(string name)
    {
        EgressVector vector = EgressVector.Load(name);
        var database = new Database();
        if (vector.Rows is { } rows) Load(database, vector.Sql, rows);
        ColumnVector[] binds = vector.Binds.Select(b => CellVectors.Build(b.Column!, [b.Value])).ToArray();
        if (vector.Error is { } error)
        {
            SqlException thrown = Assert.Throws<SqlException>(() => database.Execute(vector.Sql, binds, CancellationToken.None));
            Assert.Equal(error.Status, (byte)thrown.Status);
            return;
        }

        var result = Assert.IsType<RowsResult>(database.Execute(vector.Sql, binds, CancellationToken.None));
        vector.Rows!.AssertEquals(Read(result));
    }

    private static void Load(Database database, string sql, CellTable rows)
    {
        if (SqlParser.Parse(sql) is not SelectStatementSyntax { Query.From: TableSourceSyntax source }) return;
        var columns = rows.Columns.Select((c, i) => new IngestColumn(c.Name, CellVectors.Build(c, rows.Rows.Select(r => r[i])))).ToList();
        bool hasTime = rows.Columns.Any(c => c.Name == "ts");
        if (!hasTime)
        {
            var times = new FixedVector<long>(ColumnType.Timestamp);
            for (int i = 0; i < rows.Rows.Count; i++) times.Append(i);
            columns.Add(new IngestColumn("ts", times));
        }

        string definitions = string.Join(", ",
            columns.Select(c => $"\"{c.Name}\" {new SqlType(c.Values.Type, c.Values.Precision, c.Values.Scale)}"));
        database.Execute($"create table \"{source.Table}\" ({definitions}) timestamp(ts) partition by day", [], CancellationToken.None);
        database.Commit([new IngestBlock(source.Table, rows.Rows.Count, columns)]);
    }

    private static CellTable Read(RowsResult result)
    {
        var table = new CellTable("", result.Columns.Select(c => new CellColumn(c.Name, c.Values.Type,
            c.Values.Type == ColumnType.GeoHash ? c.Values.Precision : 0, c.Values.Scale)).ToArray());
        for (int row = 0; row < result.RowCount; row++)
        {
            table.Rows.Add(result.Columns.Select(c => CellVectors.Read(c.Values, row)).ToArray());
        }

        return table;
    }
}
