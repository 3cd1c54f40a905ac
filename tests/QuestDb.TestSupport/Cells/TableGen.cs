using CsCheck;
using QuestDb.Shared.Names;

namespace QuestDb.TestSupport;

/// <summary>Random tables: columns of any storable type under any legal name, rows with NULL here and there.</summary>
public static class TableGen
{
    private static readonly Gen<string> s_shortName = Gen.OneOf<int>(
        Gen.Int['a', 'z'], Gen.Int['A', 'Z'], Gen.Int['0', '9'],
        Gen.OneOf<int>(' ', '_', '$', '@', '#', '&', '=', '<', '[', '{', '|', '^', '!', ';'),
        Gen.Int[0xA1, 0x24F], Gen.Int[0x391, 0x3C9], Gen.Int[0x4E00, 0x9FFF], Gen.Int[0x1F300, 0x1F64F]).Array[1, 20].Select(CellGen.Text);

    private static readonly Gen<string> s_longName = Gen.Int['a', 'z'].Array[100, ColumnNames.MaxBytes].Select(CellGen.Text);

    private static readonly Gen<string> s_name = Gen.Frequency<string>((9, s_shortName), (1, s_longName))
        .Where(static name => ColumnNames.CheckColumn(name) is null && !name.Equals(Designated, StringComparison.OrdinalIgnoreCase));

    private static readonly Gen<(CellColumn Column, Gen<Cell> Cells)> s_column = Gen.Select(s_name, CellGen.Column, Gen.Int[0, 6],
        static (name, form, nulls) => (form.Column with { Name = name }, WithNulls(form.Cells, nulls)));

    private static readonly Gen<int> s_rowCount = Gen.Frequency<int>((6, Gen.Int[1, 20]),
        (3, Gen.OneOf<int>(63, 64, 65, 127, 128, 300)), (1, Gen.Const(2_000)));

    /// <summary>The name that a server gives to the designated timestamp of a table that it makes.</summary>
    public const string Designated = "timestamp";

    /// <summary>1 to 12 columns, whose names differ not only in case, and a designated timestamp without a name, which increases.</summary>
    public static readonly Gen<CellTable> Any = Gen.Select(s_column.Array[1, 12], s_rowCount, Gen.Bool)
        .SelectMany(static (columns, rows, nanos) => Table(
            [.. columns.DistinctBy(column => column.Column.Name, StringComparer.OrdinalIgnoreCase)],
            rows,
            new CellColumn("", nanos ? ColumnType.TimestampNanos : ColumnType.Timestamp)));

    /// <summary>A table in the message of a failed property.</summary>
    public static string Describe(CellTable table) =>
        $"{table.Rows.Count} rows of "
        + $"{string.Join(", ", table.Columns)}\n{string.Join('\n', table.Rows.Take(10).Select(row => string.Join(" | ", row)))}";

    private static Gen<CellTable> Table((CellColumn Column, Gen<Cell> Cells)[] columns, int rows, CellColumn designated)
    {
        long start = designated.Type == ColumnType.Timestamp ? 1_700_000_000_000_000 : 1_700_000_000_000_000_000;
        Gen<Cell[]> times = Gen.Long[1, 1_000_000].Array[rows].Select(steps =>
        {
            long time = start;
            return Array.ConvertAll(steps, step => Cell.Of(time += step));
        });
        Gen<Cell[][]> cells = columns.Select(column => column.Cells.Array[rows]).Append(times)
            .Aggregate(Gen.Const(Array.Empty<Cell[]>()),
                static (before, column) => Gen.Select(before, column, static (all, next) => (Cell[][])[.. all, next]));
        return cells.Select(all =>
        {
            var table = new CellTable("t", [.. columns.Select(column => column.Column), designated]);
            for (int row = 0; row < rows; row++) table.Rows.Add(Array.ConvertAll(all, column => column[row]));
            return table;
        });
    }

    /// <summary>From no NULL at all to nothing else.</summary>
    private static Gen<Cell> WithNulls(Gen<Cell> cells, int nulls) => nulls switch
    {
        < 3 => cells,
        < 6 => Gen.Frequency<Cell>((6 - nulls, cells), (nulls - 2, Gen.Const(Cell.Null))),
        _ => Gen.Const(Cell.Null),
    };
}
