using System.Buffers.Binary;

namespace QuestDb.Wire;

/// <summary>Client frames of the query endpoint; they have no frame header (QWP egress specification, "Message structure").</summary>
internal static class QueryRequest
{
    /// <summary>Longest SQL text in UTF-8 bytes.</summary>
    public const int MaxSqlBytes = 1024 * 1024;

    /// <summary>Writes a QUERY_REQUEST.</summary>
    public static void Write(FrameBuffer buffer, long requestId, string sql, ReadOnlySpan<BindValue> binds, long initialCredit)
    {
        int length = Utf8Text.CountBytes(sql);
        if (length > MaxSqlBytes) throw new QuestDbException(ErrorCode.InvalidValue, $"The SQL text takes {length:N0} bytes; the limit is {MaxSqlBytes:N0}.");
        buffer.Begin(64 + length + (binds.Length * 16));
        WriteHead(buffer, MessageKind.QueryRequest, requestId);
        buffer.WriteVarint((ulong)length);
        Utf8Text.TryEncode(sql, buffer.Take(length), out _);
        buffer.WriteVarint((ulong)initialCredit);
        buffer.WriteVarint((ulong)binds.Length);
        foreach (BindValue bind in binds) bind.Write(buffer);
    }

    /// <summary>Writes a CANCEL.</summary>
    public static byte[] Cancel(long requestId)
    {
        byte[] frame = new byte[1 + sizeof(long)];
        frame[0] = (byte)MessageKind.Cancel;
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(1), requestId);
        return frame;
    }

    /// <summary>Writes a CREDIT into a buffer and returns its length.</summary>
    public static int Credit(Span<byte> frame, long requestId, long bytes)
    {
        frame[0] = (byte)MessageKind.Credit;
        BinaryPrimitives.WriteInt64LittleEndian(frame[1..], requestId);
        return 1 + sizeof(long) + Varint.Write(frame[(1 + sizeof(long))..], (ulong)bytes);
    }

    private static void WriteHead(FrameBuffer buffer, MessageKind kind, long requestId)
    {
        buffer.WriteByte((byte)kind);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.Take(sizeof(long)), requestId);
    }
}
