using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Ingest;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>Writes a fixed-width or timestamp column that may have nulls: one call a row, then <see cref="End"/>.</summary>
/// <typeparam name="TWire">The value on the wire.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct NullableColumnWriter<TWire>
    where TWire : unmanaged
{
    private readonly ChunkEncoder _encoder;
    private readonly bool _timestamps;
    private NullableBlock _block;

    internal NullableColumnWriter(ChunkEncoder encoder)
    {
        _encoder = encoder;
        _timestamps = encoder.Schema.Columns[encoder.Ordinal].Type is ColumnType.Timestamp or ColumnType.TimestampNanos;
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
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a designated timestamp is outside 1970 to 9999.</exception>
    public void End()
    {
        if (!_timestamps)
        {
            _block.End();
            return;
        }

        // The encoding byte stands between the bitmap and the values.
        int values = _block.ValueBytes;
        _block.End();
        FrameBuffer buffer = _encoder.Buffer;
        int offset = buffer.Length - values;
        buffer.Insert(offset, 1)[0] = QwpConstants.TimestampRaw;
        Span<byte> bytes = buffer.Written[(offset + 1)..];
        ref byte encoding = ref buffer.Written[offset];
        buffer.Advance(TimestampBlock.Complete(_encoder.Schema.Columns[_encoder.Ordinal], bytes, ref encoding) - bytes.Length);
    }
}
