using System.Buffers.Binary;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Reads the primitives of the protocol text and refuses whatever goes past the end.</summary>
internal ref struct ReferenceWireReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long I64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining)
            throw Error($"{count} bytes are needed and {Remaining} are left");
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    /// <summary>An unsigned LEB128 integer of at most ten bytes that fits 64 bits.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = U8();
            if (shift == 63 && next > 1)
                throw Error("a varint is longer than 64 bits");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <summary>A varint that counts something and so is bounded.</summary>
    public int Count(string what, int limit)
    {
        ulong value = Varint();
        return value <= (ulong)limit ? (int)value : throw Error($"{what} is {value}, more than {limit}");
    }

    public string VarintText(string what) => Text(Take(Count(what + " length", int.MaxValue)), what);

    public string U16Text(string what) => Text(Take(U16()), what);

    public readonly string Text(ReadOnlySpan<byte> utf8, string what)
    {
        try
        {
            return s_strictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw Error($"{what} is not UTF-8");
        }
    }

    public readonly void ExpectEnd(string what)
    {
        if (Remaining != 0)
            throw Error($"{Remaining} bytes are left over after {what}");
    }

    public readonly WireFormatException Error(string message) => new(message, Position);
}
