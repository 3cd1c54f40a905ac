using System.Buffers.Binary;
using System.Net.Sockets;

namespace QuestDb.TestSupport;

/// <summary>One WebSocket frame (RFC 6455, section 5.2), unmasked.</summary>
internal sealed record WebSocketFrame(int Opcode, bool Final, byte[] Payload)
{
    public static byte[] Write(int opcode, byte[] payload, bool final = true)
    {
        byte first = (byte)(opcode | (final ? 0x80 : 0));
        return payload.Length switch
        {
            < 126 => [first, (byte)payload.Length, .. payload],
            <= ushort.MaxValue => [first, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload],
            _ => [first, 127, .. Length64(payload.Length), .. payload],
        };
    }

    /// <summary>Reads one client frame; a client must mask.</summary>
    public static async Task<WebSocketFrame> ReadAsync(SocketReader reader)
    {
        byte[] head = await reader.ReadAsync(2);
        if ((head[1] & 0x80) == 0)
            throw new InvalidDataException("The client sent a WebSocket frame without a mask.");
        long length = head[1] & 0x7F;
        if (length == 126)
            length = BinaryPrimitives.ReadUInt16BigEndian(await reader.ReadAsync(2));
        else if (length == 127)
            length = BinaryPrimitives.ReadInt64BigEndian(await reader.ReadAsync(8));
        byte[] mask = await reader.ReadAsync(4);
        byte[] payload = await reader.ReadAsync(checked((int)length));
        for (int i = 0; i < payload.Length; i++)
            payload[i] ^= mask[i % 4];
        return new WebSocketFrame(head[0] & 0x0F, (head[0] & 0x80) != 0, payload);
    }

    private static byte[] Length64(long length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, length);
        return bytes;
    }
}

/// <summary>Reads exact numbers of bytes.</summary>
internal sealed class SocketReader(Socket socket, CancellationToken stopping)
{
    public async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int read = 0; read < count;)
        {
            int got = await socket.ReceiveAsync(bytes.AsMemory(read), stopping);
            if (got == 0)
                throw new ClientGoneException();
            read += got;
        }

        return bytes;
    }
}
