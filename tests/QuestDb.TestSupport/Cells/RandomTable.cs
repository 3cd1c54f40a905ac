using System.Numerics;
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
            .. Enumerable.Range(0, columnCount).Select(i => Describe($"c{i}", types[_random.Next(types.Count)])),
            new CellColumn("", ColumnType.Timestamp),
        ];
        int rowCount = s_rowCounts[_random.Next(s_rowCounts.Length)];
        Cell[][] cells = [.. columns.Select(c => Column(c, rowCount))];
        var table = new CellTable("t", columns);
        for (int row = 0; row < rowCount; row++)
            table.Rows.Add([.. cells.Select(c => c[row])]);
        return table;
    }

    private CellColumn Describe(string name, ColumnType type) => type switch
    {
        ColumnType.GeoHash => new CellColumn(name, type, PrecisionBits: _random.Next(1, 61)),
        ColumnType.Decimal64 => new CellColumn(name, type, Scale: _random.Next(19)),
        ColumnType.Decimal128 => new CellColumn(name, type, Scale: _random.Next(39)),
        ColumnType.Decimal256 => new CellColumn(name, type, Scale: _random.Next(77)),
        _ => new CellColumn(name, type),
    };

    private Cell[] Column(CellColumn column, int rowCount)
    {
        bool isDesignated = column.Name.Length == 0;
        double nulls = isDesignated || column.HasNoNull ? 0 : _random.Next(4) / 3.0;
        long step = s_steps[_random.Next(isDesignated ? 4 : s_steps.Length)];
        // A server refuses a block whose arrays differ in it.
        int dimensions = _random.Next(1, 4);
        long time = 1_700_000_000_000_000;
        var cells = new Cell[rowCount];
        for (int row = 0; row < rowCount; row++)
        {
            time = unchecked(time + (isDesignated ? _random.NextInt64(step + 1) : _random.NextInt64(-step, step + 1)));
            // The smallest value is NULL in itself.
            Cell timestamp = Cell.Of(Math.Max(time, long.MinValue + 1));
            cells[row] = _random.NextDouble() < nulls ? Cell.Null : Value(column, timestamp, dimensions);
        }

        return cells;
    }

    private Cell Value(CellColumn column, Cell timestamp, int dimensions) => column.Type switch
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
        ColumnType.Uuid => new Cell(RecordedText.Uuid(Bytes(16))),
        ColumnType.Long256 => new Cell(RecordedText.Long256(Bytes(32))),
        ColumnType.IPv4 => new Cell($"{_random.Next(1, 256)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(256)}"),
        ColumnType.GeoHash => new Cell(RecordedText.GeoHash(
            _random.Next(8) == 0 ? (1UL << column.PrecisionBits) - 1 : (ulong)_random.NextInt64(1L << column.PrecisionBits),
            column.PrecisionBits)),
        ColumnType.Binary => new Cell(Convert.ToHexStringLower(Bytes(_random.Next(20)))),
        ColumnType.Decimal64 => Decimal(18, column.Scale),
        ColumnType.Decimal128 => Decimal(38, column.Scale),
        ColumnType.Decimal256 => Decimal(76, column.Scale),
        ColumnType.DoubleArray => Array(dimensions),
        _ => throw new NotSupportedException($"Random cells of {WireTypeNames.NameOf(column.Type)}."),
    };

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private Cell Decimal(int digits, int scale)
    {
        BigInteger unscaled = 0;
        for (int i = _random.Next(digits + 1); i > 0; i--) unscaled = (unscaled * 10) + _random.Next(10);
        return new Cell(RecordedText.Decimal(_random.Next(2) == 0 ? unscaled : -unscaled, scale));
    }

    private Cell Array(int dimensions)
    {
        int[] shape = [.. Enumerable.Range(0, dimensions).Select(_ => _random.Next(4))];
        int count = shape.Aggregate(1, static (product, length) => product * length);
        return new Cell(RecordedText.Array(shape,
            [.. Enumerable.Range(0, count).Select(_ => Cell.Of(_random.Next(9) == 0 ? double.NaN : _random.NextDouble()).Text ?? "null")]));
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (int i = _random.Next(12); i > 0; i--)
            text.Append((Rune)_random.GetItems<int>(['a', 'Z', ' ', '"', 0x00E9, 0x65E5, 0x1F600], 1)[0]);
        return text.ToString();
    }
}
