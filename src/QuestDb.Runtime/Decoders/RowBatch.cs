using System.ComponentModel;
using System.Runtime.InteropServices;
using QuestDb.Decoders;
using QuestDb.Decoders.Batches;
using QuestDb.Schemas;

namespace QuestDb.Mapping;

/// <summary>
/// A result batch matched to the members of a record type. Generated code takes one reader a member from it and reads
/// row after row; user code has no need to.
/// </summary>
/// <remarks>Belongs to one query. Readers are valid until the next batch.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RowBatch
{
    private readonly RowSchema _schema;
    private readonly int[] _columnOf;
    private readonly EnumSymbolMap?[] _enumMaps;
    private readonly byte[]?[] _widened;
    private readonly byte[]?[] _spread;

    internal RowBatch(RowSchema schema, ResultBatch batch, bool views = false)
    {
        Views = views;
        _schema = schema;
        Batch = batch;
        _columnOf = ColumnMatcher.Match(schema, batch.Columns);
        _enumMaps = new EnumSymbolMap?[_columnOf.Length];
        _widened = new byte[_columnOf.Length][];
        _spread = new byte[_columnOf.Length][];
        _buffers = new Array[_columnOf.Length];
    }

    /// <summary>The batch that is read; batches of one query share their schema.</summary>
    internal ResultBatch Batch { get; set; }

    /// <summary>Whether memory that a member holds may be a view of the batch, valid until the next one; else it must be a copy.</summary>
    internal bool Views { get; }

    /// <summary>The fixed-width values or timestamps of a member that is not nullable, one a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: a row is NULL.</exception>
    public ReadOnlySpan<TWire> Values<TWire>(int ordinal)
        where TWire : unmanaged
    {
        ResultColumn column = Column(ordinal);
        if (column.ValueCount < Batch.RowCount) throw UnexpectedNull(ordinal, NullSpread.FirstNull(column.Bitmap(Batch.RowCount)));
        return Dense<TWire>(ordinal, column);
    }

    /// <summary>The fixed-width values of a member that is not nullable, one a row; NULL is <paramref name="nullValue"/>.</summary>
    public ReadOnlySpan<TWire> ValuesOr<TWire>(int ordinal, TWire nullValue)
        where TWire : unmanaged
    {
        ResultColumn column = Column(ordinal);
        ReadOnlySpan<TWire> dense = Dense<TWire>(ordinal, column);
        return column.ValueCount == Batch.RowCount
            ? dense
            : NullSpread.Spread(dense, column.Bitmap(Batch.RowCount), Batch.RowCount, nullValue, ref _spread[ordinal]);
    }

    /// <summary>Reads a member whose column has fixed-width values or timestamps, and may be NULL.</summary>
    public FixedColumnReader<TWire> Fixed<TWire>(int ordinal)
        where TWire : unmanaged
    {
        ResultColumn column = Column(ordinal);
        return new FixedColumnReader<TWire>(Dense<TWire>(ordinal, column), column.Bitmap(Batch.RowCount));
    }

    /// <summary>Reads a member whose column is BOOLEAN.</summary>
    public BooleanColumnReader Boolean(int ordinal)
    {
        ResultColumn column = Column(ordinal);
        return new BooleanColumnReader(this, ordinal, column.Values, column.Bitmap(Batch.RowCount));
    }

    /// <summary>Reads a string member whose column is VARCHAR or SYMBOL.</summary>
    public TextColumnReader Text(int ordinal) => new(this, ordinal, Column(ordinal));

    /// <summary>Reads an enum member whose column is SYMBOL or VARCHAR.</summary>
    public EnumSymbolColumnReader EnumSymbol(int ordinal, SymbolNames names) =>
        new(this, ordinal, Column(ordinal), _enumMaps[ordinal] ??= new EnumSymbolMap(names));

    /// <summary>The values of a column without its nulls.</summary>
    private ReadOnlySpan<TWire> Dense<TWire>(int ordinal, ResultColumn column)
        where TWire : unmanaged
    {
        ColumnType member = _schema.Columns[ordinal].Type;
        if (column.Type != member) return Widening.Widen<TWire>(this, ordinal, column, member, ref _widened[ordinal]);
        return column.TimestampsDecoded
            ? MemoryMarshal.Cast<long, TWire>(column.Timestamps.AsSpan(0, column.ValueCount))
            : MemoryMarshal.Cast<byte, TWire>(column.Values);
    }

    internal ResultColumn Column(int ordinal) => Batch.Columns[_columnOf[ordinal]];

    internal QuestDbException UnexpectedNull(int ordinal, int row)
    {
        ColumnSchema member = _schema.Columns[ordinal];
        ResultColumn column = Column(ordinal);
        return new QuestDbException(ErrorCode.UnexpectedNull,
            $"Column {column.Name} ({ColumnTypeNames.Of(column.Type)}) is NULL in row {row} of batch {Batch.Sequence}, "
            + (member.Nullable
                ? $"but the constructor parameter that sets {member.Member} is not nullable. "
                    + "Make the parameter nullable or filter the rows."
                : $"but {member.Member} is not nullable. Make the member nullable or filter the rows."))
        {
            Column = column.Name,
            Row = row,
        };
    }

    internal QuestDbException UnknownSymbol(int ordinal, SymbolNames names, string text)
    {
        ResultColumn column = Column(ordinal);
        return new QuestDbException(ErrorCode.ResultMismatch,
            $"Column {column.Name} ({ColumnTypeNames.Of(column.Type)}) has the text \"{text}\", "
            + $"which no member of the enum {names.EnumType} has as its name; {_schema.Columns[ordinal].Member} can't hold it.")
        {
            Column = column.Name,
        };
    }
}
