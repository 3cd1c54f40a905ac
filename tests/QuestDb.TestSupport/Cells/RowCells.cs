using System.Net;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Writes rows of cells to row buffers, value by value; NULL is left out.</summary>
internal static class RowCells
{
    /// <summary>Adds a row of a table; the column without a name is the designated timestamp.</summary>
    public static void Add(RowBuffer buffer, CellTable table, Cell[] row)
    {
        int designated = -1;
        for (int i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].Name.Length == 0) designated = i;
            else if (!row[i].IsNull) Set(buffer, table.Columns[i], row[i]);
        }

        if (designated < 0)
        {
            buffer.AtNow();
        }
        else
        {
            buffer.At(row[designated].AsInt64(),
                table.Columns[designated].Type == ColumnType.Timestamp ? TimestampUnit.Microseconds : TimestampUnit.Nanoseconds);
        }
    }

    private static void Set(RowBuffer buffer, CellColumn column, Cell cell)
    {
        string name = column.Name;
        _ = column.Type switch
        {
            ColumnType.Boolean => buffer.Column(name, cell.AsBoolean()),
            ColumnType.Byte => buffer.Column(name, (sbyte)cell.AsInt64()),
            ColumnType.Short => buffer.Column(name, (short)cell.AsInt64()),
            ColumnType.Char => buffer.Column(name, (char)cell.AsInt64()),
            ColumnType.Int => buffer.Column(name, (int)cell.AsInt64()),
            ColumnType.Long => buffer.Column(name, cell.AsInt64()),
            ColumnType.Float => buffer.Column(name, cell.AsFloat()),
            ColumnType.Double => buffer.Column(name, cell.AsDouble()),
            ColumnType.Date => buffer.ColumnDate(name, cell.AsInt64()),
            ColumnType.Timestamp => buffer.ColumnTimestamp(name, cell.AsInt64(), TimestampUnit.Microseconds),
            ColumnType.TimestampNanos => buffer.ColumnTimestamp(name, cell.AsInt64(), TimestampUnit.Nanoseconds),
            ColumnType.Uuid => buffer.Column(name, Guid.Parse(cell.Text!)),
            ColumnType.Long256 => buffer.Column(name, Long256.Parse(cell.Text!)),
            ColumnType.IPv4 => buffer.Column(name, IPAddress.Parse(cell.Text!)),
            ColumnType.GeoHash => buffer.ColumnGeoHash(name, cell.AsGeoHash(column.PrecisionBits), column.PrecisionBits),
            ColumnType.Decimal64 => buffer.ColumnDecimal64(name, (long)cell.AsUnscaled(), column.Scale),
            ColumnType.Decimal128 => buffer.ColumnDecimal128(name, (Int128)cell.AsUnscaled(), column.Scale),
            ColumnType.Decimal256 => buffer.ColumnDecimal(name, cell.Text),
            ColumnType.DoubleArray => buffer.Column(name, cell.AsArray()),
            ColumnType.Varchar when cell.Text!.Length % 2 == 0 => buffer.Column(name, cell.Text),
            ColumnType.Varchar => buffer.ColumnUtf8(name, Encoding.UTF8.GetBytes(cell.Text!)),
            ColumnType.Binary => buffer.Column(name, cell.AsBytes()),
            ColumnType.Symbol when cell.Text!.Length % 2 == 0 => buffer.Symbol(name, cell.Text),
            ColumnType.Symbol => buffer.SymbolUtf8(name, Encoding.UTF8.GetBytes(cell.Text!)),
            _ => throw new NotSupportedException(column.ToString()),
        };
    }
}
