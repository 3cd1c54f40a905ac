using System.Net;
using System.Text;
using QuestDb.Ingest;
using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Writes rows of cells with a row buffer, value by value, all tables of a message in one buffer.</summary>
internal sealed class RowReencoder
{
    private readonly SymbolDictionary _dictionary = new();
    private readonly RowBuffer _buffer = new(LossyValues.Allow);

    /// <summary>Encodes the tables as the next frame of the connection.</summary>
    public byte[] Encode(IReadOnlyList<CellTable> tables)
    {
        _buffer.Clear();
        foreach (CellTable table in tables)
            foreach (Cell[] row in table.Rows)
                Add(table, row);

        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, _dictionary, LossyValues.Allow);
        encoder.BeginFrame(1024);
        foreach (IRowSource source in _buffer.Sources)
        {
            encoder.BeginTable(source.Schema, source.Count);
            source.Encode(encoder, 0, source.Count);
        }
        encoder.EndFrame();
        return buffer.Written.ToArray();
    }

    private void Add(CellTable table, Cell[] row)
    {
        _buffer.Table(table.Name);
        int designated = -1;
        for (int i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].Name.Length == 0) designated = i;
            else if (!row[i].IsNull) Set(table.Columns[i], row[i]);
        }

        if (designated < 0) _buffer.AtNow();
        else _buffer.At(row[designated].AsInt64(), table.Columns[designated].Type == ColumnType.Timestamp ? TimestampUnit.Microseconds : TimestampUnit.Nanoseconds);
    }

    private void Set(CellColumn column, Cell cell)
    {
        string name = column.Name;
        _ = column.Type switch
        {
            ColumnType.Boolean => _buffer.Column(name, cell.AsBoolean()),
            ColumnType.Byte => _buffer.Column(name, (sbyte)cell.AsInt64()),
            ColumnType.Short => _buffer.Column(name, (short)cell.AsInt64()),
            ColumnType.Char => _buffer.Column(name, (char)cell.AsInt64()),
            ColumnType.Int => _buffer.Column(name, (int)cell.AsInt64()),
            ColumnType.Long => _buffer.Column(name, cell.AsInt64()),
            ColumnType.Float => _buffer.Column(name, cell.AsFloat()),
            ColumnType.Double => _buffer.Column(name, cell.AsDouble()),
            ColumnType.Date => _buffer.ColumnDate(name, cell.AsInt64()),
            ColumnType.Timestamp => _buffer.ColumnTimestamp(name, cell.AsInt64(), TimestampUnit.Microseconds),
            ColumnType.TimestampNanos => _buffer.ColumnTimestamp(name, cell.AsInt64(), TimestampUnit.Nanoseconds),
            ColumnType.Uuid => _buffer.Column(name, Guid.Parse(cell.Text!)),
            ColumnType.Long256 => _buffer.Column(name, Long256.Parse(cell.Text!)),
            ColumnType.IPv4 => _buffer.Column(name, IPAddress.Parse(cell.Text!)),
            ColumnType.GeoHash => _buffer.ColumnGeoHash(name, cell.AsGeoHash(column.PrecisionBits), column.PrecisionBits),
            ColumnType.Decimal64 => _buffer.ColumnDecimal64(name, (long)cell.AsUnscaled(), column.Scale),
            ColumnType.Decimal128 => _buffer.ColumnDecimal128(name, (Int128)cell.AsUnscaled(), column.Scale),
            ColumnType.Decimal256 => _buffer.ColumnDecimal(name, cell.Text),
            ColumnType.DoubleArray => _buffer.Column(name, cell.AsArray()),
            ColumnType.Varchar when cell.Text!.Length % 2 == 0 => _buffer.Column(name, cell.Text),
            ColumnType.Varchar => _buffer.ColumnUtf8(name, Encoding.UTF8.GetBytes(cell.Text!)),
            ColumnType.Binary => _buffer.Column(name, cell.AsBytes()),
            ColumnType.Symbol when cell.Text!.Length % 2 == 0 => _buffer.Symbol(name, cell.Text),
            ColumnType.Symbol => _buffer.SymbolUtf8(name, Encoding.UTF8.GetBytes(cell.Text!)),
            _ => throw new NotSupportedException(column.ToString()),
        };
    }
}
