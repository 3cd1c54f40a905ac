using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Encoders.Blocks;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>
/// Encodes rows of one table, column by column, straight into the frame that is sent. Generated code calls it,
/// once a column and in the order of the schema; user code has no need to.
/// </summary>
/// <remarks>Belongs to one sender and is used under its lock. Spans and writers are valid until the next call.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChunkEncoder
{
    private readonly FrameBuffer _buffer;
    private readonly bool _selfSufficient;
    // The table is weak because the schema of a chunk or of a row buffer lives only as long as its owner.
    private readonly ConditionalWeakTable<TableSchema, SymbolColumn?[]> _symbolColumns = [];
    private SymbolColumn?[] _symbols = [];
    private int[] _ids = [];
    private int _dictionaryStart;
    private int _deltaOffset;
    private int _deltaLength;
    private int _valuesOffset;
    private int _valuesLength;
    private int _tables;

    /// <param name="buffer">The frame.</param>
    /// <param name="dictionary">The texts of symbols.</param>
    /// <param name="onLossyValue">What happens to values that the server stores as NULL.</param>
    /// <param name="selfSufficient">Whether each frame carries the whole dictionary, not only the texts that it introduces.</param>
    internal ChunkEncoder(FrameBuffer buffer, SymbolDictionary dictionary,
        LossyValueAction onLossyValue = LossyValueAction.Refuse, bool selfSufficient = false)
    {
        (_buffer, _selfSufficient) = (buffer, selfSufficient);
        (Dictionary, OnLossyValue) = (dictionary, onLossyValue);
    }

    /// <summary>The table being written.</summary>
    internal TableSchema Schema { get; private set; } = null!;

    /// <summary>Rows of the table in the frame.</summary>
    internal int RowCount { get; private set; }

    /// <summary>The column being written.</summary>
    internal int Ordinal { get; private set; }

    internal SymbolDictionary Dictionary { get; }

    internal FrameBuffer Buffer => _buffer;

    /// <summary>What happens to values that the server stores as NULL.</summary>
    internal LossyValueAction OnLossyValue { get; }

    /// <summary>How often texts were taken back: ids that were learned before may stand for others.</summary>
    internal long Rollbacks { get; private set; }

    /// <summary>First dictionary id that the frame itself carries.</summary>
    internal int DictionaryStart => _dictionaryStart;

    /// <summary>Begins a frame of one table block.</summary>
    internal void BeginFrame(TableSchema schema, int rowCount)
    {
        BeginFrame(checked((int)FrameLayout.EstimateBytes(schema, rowCount)));
        BeginTable(schema, rowCount);
    }

    /// <summary>Begins a frame: header and empty delta section. Table blocks follow.</summary>
    /// <param name="estimatedBytes">About how large the table blocks get; the frame grows where they are larger.</param>
    internal void BeginFrame(int estimatedBytes)
    {
        _tables = 0;
        _valuesLength = 0;
        Ordinal = -1;
        _dictionaryStart = _selfSufficient ? 0 : Dictionary.Count;
        _buffer.Begin(FrameLayout.OverheadBytes + estimatedBytes);
        _buffer.Take(QwpConstants.HeaderLength);
        _deltaOffset = _buffer.Length;
        _buffer.WriteVarint((ulong)_dictionaryStart);
        _buffer.WriteByte(0);
        _deltaLength = _buffer.Length - _deltaOffset;
    }

    /// <summary>Begins the next table block of the frame: table header and schema. Its columns follow in order.</summary>
    internal void BeginTable(TableSchema schema, int rowCount)
    {
        CompleteColumn();
        if (!_symbolColumns.TryGetValue(schema, out SymbolColumn?[]? symbols))
        {
            symbols = new SymbolColumn?[schema.Columns.Length];
            _symbolColumns.Add(schema, symbols);
        }

        _symbols = symbols;
        Schema = schema;
        RowCount = rowCount;
        Ordinal = -1;
        _tables++;
        FrameLayout.WriteTableHeader(_buffer, schema, rowCount);
    }

    /// <summary>Completes the frame: the delta section gets the texts that the columns introduced, or all of them.</summary>
    internal void EndFrame()
    {
        CompleteColumn();
        int carried = Dictionary.Count - _dictionaryStart;
        if (carried > 0) WriteDelta(carried);
        FrameHeader.Write(_buffer.Written, (ushort)_tables, QwpConstants.FlagGorilla | QwpConstants.FlagDeltaSymbolDict);
    }

    /// <summary>
    /// Takes back the texts that the frames since <paramref name="dictionaryCount"/> introduced; the frames are given up.
    /// </summary>
    internal void Rollback(int dictionaryCount)
    {
        if (dictionaryCount == Dictionary.Count) return;
        Dictionary.Truncate(dictionaryCount);
        _symbolColumns.Clear();
        Rollbacks++;
    }

    /// <summary>Refuses rows of a class that are null, before anything is written.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a row is null.</exception>
    public static void CheckRows<T>(ReadOnlySpan<T> rows)
        where T : class
    {
        foreach (T row in rows)
        {
            if (row is null) throw new QuestDbException(ErrorCode.InvalidValue, "The row is null.");
        }
    }

    /// <summary>A fixed-width column without nulls: the place of its values in the frame, one a row.</summary>
    public Span<TWire> Fixed<TWire>(int ordinal)
        where TWire : unmanaged
    {
        BeginColumn(ordinal);
        _buffer.WriteByte(0);
        if (Schema.Columns[ordinal].Prefix is var prefix and >= 0) _buffer.WriteByte((byte)prefix);
        _valuesOffset = _buffer.Length;
        _valuesLength = RowCount * Unsafe.SizeOf<TWire>();
        return MemoryMarshal.Cast<byte, TWire>(_buffer.Take(_valuesLength));
    }

    /// <summary>A timestamp column without nulls: the place of its values, one a row; <see cref="EndTimestamps"/> completes it.</summary>
    public Span<long> Timestamps(int ordinal) => Fixed<long>(ordinal);

    /// <summary>Completes the column that <see cref="Timestamps"/> began.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a designated timestamp is outside 1970 to 9999.</exception>
    public void EndTimestamps()
    {
        _valuesLength = 0;
        CompleteTimestamps(_valuesOffset);
    }

    /// <summary>A fixed-width or timestamp column that may have nulls.</summary>
    public NullableColumnWriter<TWire> NullableFixed<TWire>(int ordinal)
        where TWire : unmanaged
    {
        BeginColumn(ordinal);
        return new NullableColumnWriter<TWire>(this);
    }

    /// <summary>A BOOLEAN column.</summary>
    public BooleanColumnWriter Boolean(int ordinal)
    {
        BeginColumn(ordinal);
        return new BooleanColumnWriter(this);
    }

    /// <summary>A VARCHAR column.</summary>
    public VarcharColumnWriter Varchar(int ordinal)
    {
        BeginColumn(ordinal);
        return new VarcharColumnWriter(this);
    }

    /// <summary>A BINARY column.</summary>
    public BinaryColumnWriter Binary(int ordinal)
    {
        BeginColumn(ordinal);
        return new BinaryColumnWriter(this);
    }

    /// <summary>A GEOHASH column.</summary>
    public GeoHashColumnWriter GeoHash(int ordinal)
    {
        BeginColumn(ordinal);
        return new GeoHashColumnWriter(this);
    }

    /// <summary>A DOUBLE[] column.</summary>
    public DoubleArrayColumnWriter DoubleArray(int ordinal)
    {
        BeginColumn(ordinal);
        return new DoubleArrayColumnWriter(this);
    }

    /// <summary>
    /// A SYMBOL column of strings without nulls: takes the dictionary id of each row; <see cref="EndSymbols"/> completes it.
    /// </summary>
    /// <param name="ordinal">The column.</param>
    /// <param name="symbols">Gives the id of a text.</param>
    public Span<int> Symbols(int ordinal, out SymbolColumn symbols)
    {
        BeginColumn(ordinal);
        symbols = SymbolsOf(ordinal);
        return Ids();
    }

    /// <summary>Completes the column that <see cref="Symbols"/> began.</summary>
    public void EndSymbols() => SymbolBlock.Write(_buffer, Ids());

    /// <summary>
    /// A SYMBOL column of an enum without nulls: takes the position of each row's name; <see cref="EndEnumSymbols"/> completes it.
    /// </summary>
    public Span<int> EnumSymbols(int ordinal)
    {
        BeginColumn(ordinal);
        return Ids();
    }

    /// <summary>Completes the column that <see cref="EnumSymbols"/> began.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a position has no name.</exception>
    public void EndEnumSymbols(SymbolNames names)
    {
        Span<int> ids = Ids();
        SymbolsOf(Ordinal).Translate(ids, names);
        SymbolBlock.Write(_buffer, ids);
    }

    /// <summary>A SYMBOL column of strings that may have nulls.</summary>
    public SymbolColumnWriter Symbol(int ordinal)
    {
        BeginColumn(ordinal);
        return new SymbolColumnWriter(this, SymbolsOf(ordinal));
    }

    /// <summary>A SYMBOL column of an enum that may have nulls.</summary>
    public EnumSymbolColumnWriter EnumSymbol(int ordinal, SymbolNames names)
    {
        BeginColumn(ordinal);
        return new EnumSymbolColumnWriter(this, SymbolsOf(ordinal), names);
    }

    /// <summary>Completes the timestamps that stand at the end of the frame, from <paramref name="offset"/> on.</summary>
    internal void CompleteTimestamps(int offset)
    {
        Span<byte> bytes = _buffer.Written[offset..];
        int length = TimestampBlock.Complete(Schema.Columns[Ordinal], bytes, ref _buffer.Written[offset - 1], OnLossyValue);
        _buffer.Advance(length - bytes.Length);
    }

    /// <summary>Refuses values that the server would store as NULL, unless they are allowed.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    internal void CheckLossy(ReadOnlySpan<byte> values)
    {
        if (OnLossyValue == LossyValueAction.Refuse) NullSentinels.Check(Schema.Columns[Ordinal].Type, values);
    }

    internal void BeginColumn(int ordinal)
    {
        CompleteColumn();
        Ordinal = ordinal;
    }

    /// <summary>Checks the values that generated code wrote into the span of the last column.</summary>
    private void CompleteColumn()
    {
        if (_valuesLength == 0) return;
        ReadOnlySpan<byte> values = _buffer.Written.Slice(_valuesOffset, _valuesLength);
        _valuesLength = 0;
        CheckLossy(values);
    }

    private SymbolColumn SymbolsOf(int ordinal) => _symbols[ordinal] ??= new SymbolColumn(Dictionary);

    /// <summary>The ids of the column being written, one a row, before they are packed.</summary>
    internal Span<int> Ids()
    {
        if (_ids.Length < RowCount) _ids = GC.AllocateUninitializedArray<int>(RowCount);
        return _ids.AsSpan(0, RowCount);
    }

    /// <summary>The texts take the place of the empty delta section; what follows moves back once.</summary>
    private void WriteDelta(int carried)
    {
        ReadOnlySpan<byte> entries = Dictionary.Wire(_dictionaryStart, Dictionary.Count);
        Span<byte> head = stackalloc byte[2 * Varint.MaxLength];
        int length = Varint.Write(head, (ulong)_dictionaryStart);
        length += Varint.Write(head[length..], (ulong)carried);
        _buffer.Insert(_deltaOffset, length + entries.Length - _deltaLength);
        Span<byte> section = _buffer.Written.Slice(_deltaOffset, length + entries.Length);
        head[..length].CopyTo(section);
        entries.CopyTo(section[length..]);
    }
}
