using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Ingest.Chunks;

/// <summary>UUID: the low half before the high half, each little-endian, which is the text's bytes reversed.</summary>
internal readonly struct GuidToWire : IToWire<Guid, UInt128>
{
    public UInt128 Convert(Guid value)
    {
        Unsafe.SkipInit(out UInt128 bytes);
        Span<byte> span = MemoryMarshal.AsBytes(new Span<UInt128>(ref bytes));
        value.TryWriteBytes(span, bigEndian: true, out _);
        return BinaryPrimitives.ReverseEndianness(bytes);
    }
}

/// <summary>UUID from its 16 bytes in the order of the text.</summary>
internal readonly struct UuidBytesToWire : IToWire<UInt128, UInt128>
{
    public UInt128 Convert(UInt128 value) => BinaryPrimitives.ReverseEndianness(value);
}
