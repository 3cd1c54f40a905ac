using QuestDb.Egress;
using QuestDb.Mapping;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Reads result batches with the runtime's decoder and column readers, as generated code does.</summary>
internal sealed class RuntimeDecoder
{
    /// <summary>Length of header, message kind and request id, which the connection reads before the batch.</summary>
    private const int BatchOffset = 21;

    private readonly BatchDecoder _decoder = new(new ResultDictionary());

    public CellTable Decode(byte[] frame)
    {
        _decoder.Decode(frame, frame.Length, BatchOffset);
        return Read(_decoder.Batch);
    }

    /// <summary>The rows of a decoded batch, through the readers that generated code uses.</summary>
    public static CellTable Read(ResultBatch batch)
    {
        var schema = new RowSchema("Row", [.. batch.Columns.Select(c => new ColumnSchema(c.Name, c.Type, $"member {c.Name}"))]);
        var rows = new RowBatch(schema, batch);
        var table = new CellTable("", [.. batch.Columns.Select(c => new CellColumn(c.Name, c.Type))]);
        Cell[][] columns = [.. batch.Columns.Select((c, ordinal) => ReadColumn(rows, ordinal, c.Type, batch.RowCount))];
        for (int row = 0; row < batch.RowCount; row++)
            table.Rows.Add([.. columns.Select(c => c[row])]);
        return table;
    }

    private static Cell[] ReadColumn(RowBatch rows, int ordinal, ColumnType type, int count) => type switch
    {
        ColumnType.Boolean => Booleans(rows.Boolean(ordinal), count),
        ColumnType.Byte => Fixed<sbyte>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Short => Fixed<short>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Char => Fixed<char>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Int => Fixed<int>(rows, ordinal, count, static v => Cell.Of(v)),
        ColumnType.Float => Fixed<float>(rows, ordinal, count, Cell.Of),
        ColumnType.Double => Fixed<double>(rows, ordinal, count, Cell.Of),
        ColumnType.Symbol or ColumnType.Varchar => Texts(rows.Text(ordinal), count),
        ColumnType.Long or ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date => Fixed<long>(rows, ordinal, count, Cell.Of),
        _ => throw new QuestDbException(ErrorCode.ResultMismatch, $"No member reads {type} yet."),
    };

    private static Cell[] Fixed<T>(RowBatch rows, int ordinal, int count, Func<T, Cell> toCell) where T : unmanaged
    {
        FixedColumnReader<T> reader = rows.Fixed<T>(ordinal);
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out T value) ? toCell(value) : Cell.Null;
        return cells;
    }

    private static Cell[] Booleans(BooleanColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out bool value) ? Cell.Of(value) : Cell.Null;
        return cells;
    }

    private static Cell[] Texts(TextColumnReader reader, int count)
    {
        var cells = new Cell[count];
        for (int row = 0; row < count; row++)
            cells[row] = reader.TryRead(out string? value) ? new Cell(value) : Cell.Null;
        return cells;
    }
}
