using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;
using QuestDb.Shared.TypeMap;

namespace QuestDb;

public readonly partial struct BatchColumn
{
    /// <summary>The view of a BOOLEAN column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public BooleanColumnView AsBoolean() => new(Of(ColumnType.Boolean), _batch);

    /// <summary>The view of a BYTE column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<sbyte> AsByte() => Fixed<sbyte>(ColumnType.Byte);

    /// <summary>The view of a SHORT column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<short> AsShort() => Fixed<short>(ColumnType.Short);

    /// <summary>The view of a CHAR column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<char> AsChar() => Fixed<char>(ColumnType.Char);

    /// <summary>The view of an INT column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<int> AsInt() => Fixed<int>(ColumnType.Int);

    /// <summary>The view of a FLOAT column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<float> AsFloat() => Fixed<float>(ColumnType.Float);

    /// <summary>The view of a DOUBLE column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<double> AsDouble() => Fixed<double>(ColumnType.Double);

    /// <summary>The view of a TIMESTAMP column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<TimestampMicros> AsTimestamp() => Times<TimestampMicros>(Of(ColumnType.Timestamp));

    /// <summary>The view of a TIMESTAMP_NS column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<TimestampNanos> AsTimestampNanos() => Times<TimestampNanos>(Of(ColumnType.TimestampNanos));

    /// <summary>The view of a DATE column: milliseconds since the Unix epoch, UTC.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<long> AsDate() => Times<long>(Of(ColumnType.Date));

    /// <summary>The view of a SYMBOL column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public SymbolColumnView AsSymbol() => new(Of(ColumnType.Symbol), _batch, _batch.Data.Dictionary);

    /// <summary>The view of a VARCHAR column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public VarcharColumnView AsVarchar() => new(Of(ColumnType.Varchar), _batch);

    /// <summary>The view of a BINARY column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public BinaryColumnView AsBinary() => new(Of(ColumnType.Binary), _batch);

    /// <summary>The view of a UUID column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public UuidColumnView AsUuid() => new(Of(ColumnType.Uuid), _batch);

    /// <summary>The view of a LONG256 column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<Long256> AsLong256() => Fixed<Long256>(ColumnType.Long256);

    /// <summary>The view of an IPv4 column: the address as a number, its first byte the highest.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<uint> AsIPv4() => Fixed<uint>(ColumnType.IPv4);

    /// <summary>The view of a GEOHASH column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public GeoHashColumnView AsGeoHash() => new(Of(ColumnType.GeoHash), _batch);

    /// <summary>The view of a DOUBLE[] column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public ArrayColumnView<double> AsDoubleArray() => new(Of(ColumnType.DoubleArray), _batch);

    /// <summary>The view of a LONG[] column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public ArrayColumnView<long> AsLongArray() => new(Of(ColumnType.LongArray), _batch);

    /// <summary>
    /// The view of a LONG column, and of a TIMESTAMP, TIMESTAMP_NS or DATE column as numbers of its own unit since the Unix epoch.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public FixedColumnView<long> AsLong() => ColumnTypes.Of(Type).IsTime ? Times<long>(Of(Type)) : Fixed<long>(ColumnType.Long);

    /// <summary>The view of a DECIMAL column of any width.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: the column has another type;
    /// <see cref="ErrorCode.InvalidState"/>: the batch has ended.
    /// </exception>
    public DecimalColumnView AsDecimal() => ColumnTypes.Of(Type).IsDecimal ? new(Of(Type), _batch) : throw Mismatch("DECIMAL");

    private FixedColumnView<T> Fixed<T>(ColumnType type)
        where T : unmanaged
    {
        ResultColumn column = Of(type);
        return new FixedColumnView<T>(column, _batch, MemoryMarshal.Cast<byte, T>(column.Values));
    }

    private FixedColumnView<T> Times<T>(ResultColumn column)
        where T : unmanaged =>
        new(column, _batch, column.TimestampsDecoded
            ? MemoryMarshal.Cast<long, T>(column.Timestamps.AsSpan(0, column.ValueCount))
            : MemoryMarshal.Cast<byte, T>(column.Values));
}
