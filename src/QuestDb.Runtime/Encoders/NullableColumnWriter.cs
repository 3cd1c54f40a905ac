using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Encoders;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>Writes a fixed-width or timestamp column that may have nulls: one call a row, then <see cref="End"/>.</summary>
/// <typeparam name="TWire">The value on the wire.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct NullableColumnWriter<TWire>
    where TWire : unmanaged
{
    private readonly ChunkEncoder _encoder;
    private NullableBlock _block;

    internal NullableColumnWriter(ChunkEncoder encoder)
    {
        _encoder = encoder;
        _block = new NullableBlock(encoder, encoder.RowCount * Unsafe.SizeOf<TWire>());
    }

    /// <summary>Writes the value of the next row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TWire value)
    {
        MemoryMarshal.Write(_block.Free, value);
        _block.AddValue(Unsafe.SizeOf<TWire>());
    }

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a designated timestamp is outside 1970 to 9999, or a value would read back as NULL.
    /// </exception>
    public readonly void End()
    {
        int values = _block.ValueBytes;
        _block.End();
        FrameBuffer buffer = _encoder.Buffer;
        ColumnSchema column = _encoder.Schema.Columns[_encoder.Ordinal];
        bool isTimestamp = ColumnTypes.Of(column.Type).Layout == ColumnLayout.Timestamp;
        if (!isTimestamp) _encoder.CheckLossy(buffer.Written[^values..]);
        if (column.Prefix is var prefix and >= 0) buffer.Insert(buffer.Length - values, 1)[0] = (byte)prefix;
        if (isTimestamp) _encoder.CompleteTimestamps(buffer.Length - values);
    }
}
