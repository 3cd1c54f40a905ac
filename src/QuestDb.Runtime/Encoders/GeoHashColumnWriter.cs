using System.Buffers.Binary;
using System.ComponentModel;
using QuestDb.Encoders;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>
/// Writes a GEOHASH column: the precision in bits, then each value in as few whole bytes as hold it (QWP ingress
/// specification, "GeoHash"). One call a row, then <see cref="End"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct GeoHashColumnWriter
{
    private readonly FrameBuffer _buffer;
    private readonly int _bits;
    private readonly int _width;
    private readonly ulong _sentinel;
    private NullableBlock _block;

    internal GeoHashColumnWriter(ChunkEncoder encoder)
    {
        _buffer = encoder.Buffer;
        _bits = encoder.Schema.Columns[encoder.Ordinal].GeoHashBits;
        _width = (_bits + 7) / 8;
        // Whole bytes of ones are the server's NULL. A precision that does not fill its bytes has no such value.
        _sentinel = ulong.MaxValue >> (64 - (8 * _width));
        // Each value is written as eight bytes. The surplus ones are overwritten by the next value; the last needs room for them.
        _block = new NullableBlock(encoder, (encoder.RowCount * _width) + sizeof(ulong));
    }

    /// <summary>Writes the geohash of the next row.</summary>
    /// <param name="value">The bits, as a number.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value has more bits than the column.</exception>
    internal void Add(ulong value)
    {
        if (value >> _bits != 0)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The geohash 0x{value:x} has more than the {_bits} bits of the column.");
        }

        // Without a bitmap the server takes whole bytes of ones for NULL (QWP ingress specification, "Sentinel values").
        if (value == _sentinel) _block.BeginBitmap();
        BinaryPrimitives.WriteUInt64LittleEndian(_block.Free, value);
        _block.AddValue(_width);
    }

    /// <summary>Writes the geohash of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value has another precision than the column.
    /// </exception>
    public void Add(GeoHash value)
    {
        if (value.Bits != _bits)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"The geohash {value} has {value.Bits} bits, but the column has {_bits}; Truncate gives a coarser one.");
        }

        Add((ulong)value.Value);
    }

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End()
    {
        int values = _block.ValueBytes;
        _block.End();
        _buffer.Insert(_buffer.Length - values, 1)[0] = (byte)_bits;
    }
}
