using System.Buffers.Binary;
using System.Text;

namespace QuestDb.TestSupport;

/// <summary>Messages that scripts send: ingest answers, and the frames of the read path without rows.</summary>
public static class ScriptedMessages
{
    /// <summary>An ingest OK up to a sequence number, naming tables and their transactions.</summary>
    public static byte[] Ok(long sequence, params (string Table, long Transaction)[] tables) =>
        [0x00, .. I64(sequence), .. Tables(tables)];

    /// <summary>A durable acknowledgement of tables up to their transactions.</summary>
    public static byte[] DurableAck(params (string Table, long Transaction)[] tables) => [0x02, .. Tables(tables)];

    /// <summary>A durable acknowledgement that names the directory of its table.</summary>
    public static byte[] DurableAckOfDirectory(string table, string directory, long transaction) =>
        [0x02, 1, 0, .. Text(table), .. Text(directory), .. I64(transaction)];

    /// <summary>An ingest error.</summary>
    public static byte[] Error(byte status, long sequence, string message) => [status, .. I64(sequence), .. Text(message)];

    /// <summary>SERVER_INFO, which the read path sends first.</summary>
    public static byte[] ServerInfo(byte role = 0, uint capabilities = 2, string node = "node", string? zone = null) =>
        Frame([0x18, role, .. I64(0), .. U32(capabilities | (zone is null ? 0u : 1u)), .. I64(0), .. Text("cluster"), .. Text(node),
            .. zone is null ? [] : Text(zone)]);

    public static byte[] QueryError(long requestId, byte status, string message) =>
        Frame([0x13, .. I64(requestId), status, .. Text(message)]);

    public static byte[] ExecDone(long requestId, byte opType, byte rowsAffected) => Frame([0x16, .. I64(requestId), opType, rowsAffected]);

    public static byte[] CacheReset(byte mask = 1) => Frame([0x17, mask]);

    /// <summary>The frame with another request id, for recorded frames played to a client that numbers its own requests.</summary>
    public static byte[] WithRequestId(byte[] frame, long requestId)
    {
        byte[] copy = [.. frame];
        if (copy[12] is not (0x17 or 0x18))
            BinaryPrimitives.WriteInt64LittleEndian(copy.AsSpan(13), requestId);
        return copy;
    }

    private static byte[] Frame(byte[] payload) => [.. "QWP1"u8, 1, 0, 0, 0, .. U32((uint)payload.Length), .. payload];

    private static byte[] Tables((string Table, long Transaction)[] tables) =>
        [(byte)tables.Length, (byte)(tables.Length >> 8), .. tables.SelectMany(t => (byte[])[.. Text(t.Table), .. I64(t.Transaction)])];

    private static byte[] Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)utf8.Length, (byte)(utf8.Length >> 8), .. utf8];
    }

    private static byte[] I64(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
