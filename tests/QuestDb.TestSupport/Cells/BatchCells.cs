using System.Net;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Batches of the public reader as cells, through every way in which a view gives its values.</summary>
internal static class BatchCells
{
    public static CellTable Read(Batch batch)
    {
        var columns = new List<CellColumn>();
        var cells = new List<Cell[]>();
        foreach (BatchColumn column in batch.Columns)
        {
            columns.Add(Describe(column));
            Cell[] values = Values(column);
            Check(batch.RowCount == values.Length, column.Name, $"the view has {values.Length} rows, the batch {batch.RowCount}");
            Check(column.NullCount == Enumerable.Range(0, column.Length).Count(row => column.IsNull(row)), column.Name,
                "the number of NULL rows is wrong");
            cells.Add(values);
        }

        var table = new CellTable("", [.. columns]);
        for (int row = 0; row < batch.RowCount; row++) table.Rows.Add([.. cells.Select(c => c[row])]);
        return table;
    }

    private static CellColumn Describe(BatchColumn column) => new(column.Name, column.Type,
        column.Type == ColumnType.GeoHash ? column.AsGeoHash().Precision : 0,
        column.Type is ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256 ? column.AsDecimal().Scale : 0);

    private static Cell[] Values(BatchColumn column) => column.Type switch
    {
        ColumnType.Boolean => Booleans(column.AsBoolean()),
        ColumnType.Byte => Fixed(column.AsByte(), static v => Cell.Of(v)),
        ColumnType.Short => Fixed(column.AsShort(), static v => Cell.Of(v)),
        ColumnType.Char => Fixed(column.AsChar(), static v => Cell.Of(v)),
        ColumnType.Int => Fixed(column.AsInt(), static v => Cell.Of(v)),
        ColumnType.Long => Fixed(column.AsLong(), Cell.Of),
        ColumnType.Float => Fixed(column.AsFloat(), Cell.Of),
        ColumnType.Double => Fixed(column.AsDouble(), Cell.Of),
        ColumnType.Timestamp => Fixed(column.AsTimestamp(), static v => Cell.Of(v.Value)),
        ColumnType.TimestampNanos => Fixed(column.AsTimestampNanos(), static v => Cell.Of(v.Value)),
        ColumnType.Date => Fixed(column.AsDate(), Cell.Of),
        ColumnType.Long256 => Fixed(column.AsLong256(), static v => new Cell(RecordedText.Long256(MemoryMarshal.AsBytes([v])))),
        ColumnType.IPv4 => Fixed(column.AsIPv4(),
            static v => new Cell(new IPAddress([(byte)(v >> 24), (byte)(v >> 16), (byte)(v >> 8), (byte)v]).ToString())),
        ColumnType.Symbol => Symbols(column.AsSymbol()),
        ColumnType.Varchar => Texts(column.AsVarchar()),
        ColumnType.Binary => Binaries(column.AsBinary()),
        ColumnType.Uuid => Uuids(column.AsUuid()),
        ColumnType.GeoHash => GeoHashes(column.AsGeoHash()),
        ColumnType.DoubleArray => Arrays(column.AsDoubleArray(), Cell.Of),
        ColumnType.LongArray => Arrays(column.AsLongArray(), static v => v == long.MinValue ? Cell.Null : Cell.Of(v)),
        _ => Decimals(column.AsDecimal()),
    };

    private static Cell[] Fixed<T>(FixedColumnView<T> view, Func<T, Cell> toCell)
        where T : unmanaged
    {
        var cells = new List<Cell>();
        var copy = new T[view.Length];
        view.CopyTo(copy);
        foreach (T? value in view)
        {
            int row = cells.Count;
            cells.Add(value is { } v ? toCell(v) : Cell.Null);
            Check(toCell(value ?? default) == toCell(copy[row]), view.Name, $"row {row} is copied as another value");
            Check(value is null != view.TryGetValue(row, out _), view.Name, $"row {row} is NULL and is not");
        }

        Check(view.TryGetRows(out ReadOnlySpan<T> rows) == (view.Validity.NullCount == 0), view.Name,
            "the span of all rows and NULL exclude each other");
        Check(rows.Length == 0 || rows.Length == view.Length, view.Name, "the span of all rows lacks some");
        return [.. cells];
    }

    private static Cell[] Booleans(BooleanColumnView view)
    {
        var cells = new List<Cell>();
        foreach (bool? value in view) cells.Add(value is { } v ? Cell.Of(v) : Cell.Null);
        return [.. cells];
    }

    private static Cell[] Symbols(SymbolColumnView view)
    {
        var cells = new List<Cell>();
        foreach (string? value in view)
        {
            if (view.TryGetId(cells.Count, out int id))
            {
                Check(ReferenceEquals(view.Resolve(id), value), view.Name, $"symbol {id} has two strings");
                Check(Encoding.UTF8.GetString(view.ResolveUtf8(id)) == value, view.Name, $"symbol {id} has two texts");
            }

            cells.Add(new Cell(value));
        }

        return [.. cells];
    }

    private static Cell[] Texts(VarcharColumnView view)
    {
        var cells = new List<Cell>();
        foreach (string? value in view) cells.Add(new Cell(value));
        return [.. cells];
    }

    private static Cell[] Binaries(BinaryColumnView view)
    {
        var cells = new List<Cell>();
        foreach (ReadOnlySpan<byte> value in view)
        {
            cells.Add(view.IsNull(cells.Count) ? Cell.Null : new Cell(Convert.ToHexStringLower(value)));
        }

        return [.. cells];
    }

    private static Cell[] Uuids(UuidColumnView view)
    {
        var cells = new List<Cell>();
        foreach (Guid? value in view) cells.Add(new Cell(value?.ToString("D")));
        return [.. cells];
    }

    private static Cell[] GeoHashes(GeoHashColumnView view)
    {
        var cells = new List<Cell>();
        foreach (GeoHash? value in view) cells.Add(value is { } v ? new Cell(RecordedText.GeoHash((ulong)v.Value, v.Bits)) : Cell.Null);
        return [.. cells];
    }

    private static Cell[] Decimals(DecimalColumnView view)
    {
        var cells = new List<Cell>();
        foreach (Decimal256? value in view)
            cells.Add(value is { } v ? new Cell(RecordedText.Decimal(v.UnscaledValue, v.Scale)) : Cell.Null);
        return [.. cells];
    }

    private static Cell[] Arrays<T>(ArrayColumnView<T> view, Func<T, Cell> toCell)
        where T : unmanaged, INumber<T>
    {
        var cells = new List<Cell>();
        foreach (ArrayView<T> value in view)
        {
            if (value.Rank == 0)
            {
                Check(view.IsNull(cells.Count), view.Name, $"row {cells.Count} has no dimension and is not NULL");
                cells.Add(Cell.Null);
                continue;
            }

            string[] elements = [.. value.Values.ToArray().Select(v => toCell(v).Text ?? "null")];
            cells.Add(new Cell(RecordedText.Array(value.Shape, elements)));
        }

        return [.. cells];
    }

    private static void Check(bool holds, string column, string otherwise)
    {
        if (!holds) throw new CellMismatchException($"Column {column}: {otherwise}.");
    }
}
