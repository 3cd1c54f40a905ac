using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Tables of random columns and cells, the same for the same seed.</summary>
public sealed class RandomTable(int seed, IReadOnlyList<ColumnType> types)
{
    private static readonly int[] s_rowCounts = [1, 2, 3, 7, 8, 9, 63, 64, 65, 300];
    private static readonly long[] s_steps = [0, 1, 60, 250, 2_000, 1_000_000, int.MaxValue, long.MaxValue / 2];

    private readonly Random _random = new(seed);

    /// <summary>A table of one to ten columns, the last of which is the designated timestamp.</summary>
    public CellTable Next()
    {
        int columnCount = _random.Next(1, 10);
        CellColumn[] columns =
        [
            .. Enumerable.Range(0, columnCount).Select(i => new CellColumn($"c{i}", types[_random.Next(types.Count)])),
            new CellColumn("", ColumnType.Timestamp),
        ];
        int rowCount = s_rowCounts[_random.Next(s_rowCounts.Length)];
        Cell[][] cells = [.. columns.Select(c => Column(c, rowCount))];
        var table = new CellTable("t", columns);
        for (int row = 0; row < rowCount; row++)
            table.Rows.Add([.. cells.Select(c => c[row])]);
        return table;
    }

    private Cell[] Column(CellColumn column, int rowCount)
    {
        bool isDesignated = column.Name.Length == 0;
        double nulls = isDesignated || column.HasNoNull ? 0 : _random.Next(4) / 3.0;
        long step = s_steps[_random.Next(isDesignated ? 4 : s_steps.Length)];
        long time = 1_700_000_000_000_000;
        var cells = new Cell[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            time = unchecked(time + (isDesignated ? _random.NextInt64(step + 1) : _random.NextInt64(-step, step + 1)));
            // The smallest value is NULL in itself.
            Cell timestamp = Cell.Of(Math.Max(time, long.MinValue + 1));
            cells[row] = _random.NextDouble() < nulls ? Cell.Null : Value(column.Type, timestamp);
        }
        return cells;
    }

    private Cell Value(ColumnType type, Cell timestamp) => type switch
    {
        ColumnType.Boolean => Cell.Of(_random.Next(2) == 1),
        ColumnType.Byte => Cell.Of(_random.Next(sbyte.MinValue, sbyte.MaxValue + 1)),
        ColumnType.Short => Cell.Of(_random.Next(short.MinValue, short.MaxValue + 1)),
        ColumnType.Char => Cell.Of(_random.Next(char.MaxValue + 1)),
        ColumnType.Int => Cell.Of(_random.Next(-int.MaxValue, int.MaxValue)),
        ColumnType.Long => Cell.Of(_random.NextInt64(-long.MaxValue, long.MaxValue)),
        ColumnType.Float => Cell.Of(_random.Next(5) == 0 ? float.NegativeInfinity : _random.NextSingle() * 1e9f),
        ColumnType.Double => Cell.Of(_random.Next(5) == 0 ? -0.0 : _random.NextDouble() * 1e200),
        ColumnType.Symbol => new Cell($"s{_random.Next(200)}"),
        ColumnType.Varchar => new Cell(Text()),
        ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date => timestamp,
        _ => throw new NotSupportedException($"Random cells of {ColumnTypeNames.NameOf(type)}."),
    };

    private string Text()
    {
        var text = new StringBuilder();
        for (int i = _random.Next(12); i > 0; i--)
            text.Append((Rune)_random.GetItems<int>(['a', 'Z', ' ', '"', 0x00E9, 0x65E5, 0x1F600], 1)[0]);
        return text.ToString();
    }
}
