using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using QuestDb.Errors;

namespace QuestDb.Mapping;

/// <content><see cref="IPAddress"/> as IPv4; an IPv6 address that maps an IPv4 one is that one.</content>
public static partial class ColumnCodec
{
    private const int IPv6Bytes = 16;

    /// <summary>The address as a number, its first byte the highest.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null or an IPv6 address.</exception>
    public static uint IPAddressToWire(IPAddress value)
    {
        if (value is null) Throw.NullValue();
        if (value.AddressFamily != AddressFamily.InterNetwork && !value.IsIPv4MappedToIPv6)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The address {value} is IPv6, but the column holds IPv4 addresses.");
        }

        Span<byte> bytes = stackalloc byte[IPv6Bytes];
        value.TryWriteBytes(bytes, out int length);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - sizeof(uint))..]);
    }

    /// <summary>The address of a number.</summary>
    public static IPAddress IPAddressFromWire(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }
}
