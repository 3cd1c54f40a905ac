using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Mapping;

/// <content>
/// <see cref="Guid"/> as the 128-bit number that its text is (QWP ingress specification, "UUID"). In memory its first
/// three fields are numbers of the machine and the last eight bytes stand in the order of the text.
/// </content>
public static partial class ColumnCodec
{
    /// <summary>The number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 GuidToWire(Guid value)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Guid>(in value));
        ulong high = ((ulong)MemoryMarshal.Read<uint>(bytes) << 32) | ((ulong)MemoryMarshal.Read<ushort>(bytes[4..]) << 16)
            | MemoryMarshal.Read<ushort>(bytes[6..]);
        return new UInt128(high, BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The Guid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Guid GuidFromWire(UInt128 value)
    {
        ulong high = (ulong)(value >> 64);
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, (uint)(high >> 32));
        MemoryMarshal.Write(bytes[4..], (ushort)(high >> 16));
        MemoryMarshal.Write(bytes[6..], (ushort)high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (ulong)value);
        return MemoryMarshal.Read<Guid>(bytes);
    }
}
