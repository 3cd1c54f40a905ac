using System.Buffers.Binary;

namespace QuestDb.Wire;

/// <summary>
/// Reads the fields of a frame. Every cut-off or impossible length is a <see cref="ErrorCode.ProtocolError"/> that names the field.
/// </summary>
/// <param name="bytes">The frame.</param>
/// <param name="position">Where to begin.</param>
/// <param name="complaint">How an error begins.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, int position, string complaint = "The server sent a malformed frame")
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; } = position;

    public readonly int Remaining => _bytes.Length - Position;

    public byte ReadByte(string field) => ReadBytes(1, field)[0];

    public ushort ReadUInt16(string field) => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(sizeof(ushort), field));

    public uint ReadUInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(sizeof(uint), field));

    public long ReadInt64(string field) => BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(sizeof(long), field));

    public ulong ReadVarint(string field)
    {
        if (!Varint.TryRead(_bytes[Position..], out ulong value, out int length))
        {
            throw Malformed($"the varint of the {field} is cut off or too long");
        }

        Position += length;
        return value;
    }

    /// <summary>A varint that counts something of which each takes at least some bits of the frame.</summary>
    public int ReadCount(string field, int limit)
    {
        ulong value = ReadVarint(field);
        if (value > (ulong)limit) throw Malformed($"the {field} {value} is over {limit}");
        return (int)value;
    }

    public ReadOnlySpan<byte> ReadBytes(long count, string field)
    {
        if (count < 0 || count > Remaining) throw Malformed($"the {field} needs {count} bytes and {Remaining} are left");
        ReadOnlySpan<byte> span = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return span;
    }

    /// <summary>The UTF-8 text of a dictionary entry: its length and its bytes.</summary>
    public ReadOnlySpan<byte> ReadSymbol() => ReadBytes(ReadCount("symbol length", Remaining), "symbol");

    public readonly QuestDbException Malformed(string what) =>
        new(ErrorCode.ProtocolError, $"{complaint}: at byte {Position}, {what}.");
}
