using System.Text.RegularExpressions;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Conformance;

/// <summary>Makes the table that a recorded query reads, from the rows that it is expected to answer.</summary>
internal static partial class VectorTable
{
    private const string Designated = "ts";
    private const long FirstMicros = 1_700_000_000_000_000;

    /// <summary>Creates and fills the table that the query names; none is made where it names none.</summary>
    public static async Task LoadAsync(string address, QueryConnection connection, EgressVector vector)
    {
        if (vector.Rows is null || !TableName().IsMatch(vector.Sql))
            return;
        string name = TableName().Match(vector.Sql).Groups[1].Value;
        bool selectsDesignated = vector.Rows.Columns.Any(c => c.Name == Designated);
        CellTable rows = selectsDesignated ? vector.Rows : WithDesignated(vector.Rows);
        await connection.ExecuteAsync($"DROP TABLE IF EXISTS {name}");
        await connection.ExecuteAsync($"CREATE TABLE {name} ({string.Join(", ", rows.Columns.Select(c => $"{c.Name} {SqlType(c, rows)}"))}) "
            + $"TIMESTAMP({Designated}) PARTITION BY DAY WAL");
        if (rows.Rows.Count > 0)
            await IngestAsync(address, OnWire(name, rows));
    }

    /// <summary>Adds an increasing designated timestamp.</summary>
    private static CellTable WithDesignated(CellTable rows)
    {
        var table = new CellTable(rows.Name, [.. rows.Columns, new CellColumn(Designated, ColumnType.Timestamp)]);
        for (int row = 0; row < rows.Rows.Count; row++)
            table.Rows.Add([.. rows.Rows[row], Cell.Of(FirstMicros + row)]);
        return table;
    }

    /// <summary>The designated timestamp has no name on the wire.</summary>
    private static CellTable OnWire(string name, CellTable rows)
    {
        var table = new CellTable(name, [.. rows.Columns.Select(c => c.Name == Designated ? c with { Name = "" } : c)]);
        table.Rows.AddRange(rows.Rows);
        return table;
    }

    private static async Task IngestAsync(string address, CellTable table)
    {
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync(address, QwpWebSocket.WritePath);
        await socket.SendAsync(ClientMessages.Rows(table));
        byte[] answer = await socket.ReceiveAsync();
        Assert.True(answer[0] == 0, $"Loading {table.Name} was answered with status 0x{answer[0]:X2}.");
    }

    private static string SqlType(CellColumn column, CellTable rows) => column.Type switch
    {
        ColumnType.TimestampNanos => "TIMESTAMP_NS",
        ColumnType.GeoHash => $"GEOHASH({column.PrecisionBits}b)",
        ColumnType.Decimal64 => $"DECIMAL(18, {column.Scale})",
        ColumnType.Decimal128 => $"DECIMAL(38, {column.Scale})",
        ColumnType.Decimal256 => $"DECIMAL(76, {column.Scale})",
        ColumnType.DoubleArray => "DOUBLE" + string.Concat(Enumerable.Repeat("[]", Dimensions(rows))),
        _ => ColumnTypeNames.NameOf(column.Type),
    };

    /// <summary>Dimensions of the arrays of a table, which are the same in all of its columns.</summary>
    private static int Dimensions(CellTable rows)
    {
        for (int i = 0; i < rows.Columns.Count; i++)
        {
            if (rows.Columns[i].Type != ColumnType.DoubleArray) continue;
            foreach (Cell[] row in rows.Rows)
                if (row[i].Text is { } text) return ArrayText.Shape(text).Length;
        }
        return 1;
    }

    [GeneratedRegex(@"\bfrom (vec_\w+)")]
    private static partial Regex TableName();
}
