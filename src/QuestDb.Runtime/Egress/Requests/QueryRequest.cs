using System.Buffers.Binary;
using QuestDb.Wire;

namespace QuestDb.Egress.Requests;

/// <summary>Client frames of the query endpoint; they have no frame header (QWP egress specification, "Message structure").</summary>
internal static class QueryRequest
{
    /// <summary>Longest SQL text in UTF-8 bytes.</summary>
    public const int MaxSqlBytes = 1024 * 1024;

    /// <summary>Query flag: the server forgets its symbol dictionary before the query runs.</summary>
    public const byte FlagResetDictionary = 0x01;

    /// <summary>Writes a QUERY_REQUEST.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="requestId">The id that the answer repeats.</param>
    /// <param name="sql">The text.</param>
    /// <param name="binds">The binds, in the order of their positions.</param>
    /// <param name="initialCredit">Credit in bytes; 0 for no limit.</param>
    /// <param name="flags">The trailer; null leaves it out, as servers without CAP_QUERY_FLAGS demand.</param>
    public static void Write(
        FrameBuffer buffer, long requestId, string sql, ReadOnlySpan<BindValue> binds, long initialCredit, byte? flags = null)
    {
        if (binds.Length > QwpConstants.MaxBinds)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"The query has {binds.Length} binds; ${QwpConstants.MaxBinds} is the last one that a server takes. [{sql}]");
        }

        int length = Utf8Text.CountBytes(sql);
        if (length > MaxSqlBytes)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The SQL text takes {length:N0} bytes; the limit is {MaxSqlBytes:N0}.");
        }

        buffer.Begin(64 + length + (binds.Length * 16));
        WriteHead(buffer, MessageKind.QueryRequest, requestId);
        buffer.WriteVarint((ulong)length);
        Utf8Text.TryEncode(sql, buffer.Take(length), out _);
        buffer.WriteVarint((ulong)initialCredit);
        buffer.WriteVarint((ulong)binds.Length);
        for (int i = 0; i < binds.Length; i++) WriteBind(buffer, binds[i], i + 1);
        if (flags is { } trailer) buffer.WriteVarint(trailer);
    }

    /// <summary>Writes a CANCEL into a buffer and returns its length.</summary>
    public static int Cancel(Span<byte> frame, long requestId)
    {
        frame[0] = (byte)MessageKind.Cancel;
        BinaryPrimitives.WriteInt64LittleEndian(frame[1..], requestId);
        return 1 + sizeof(long);
    }

    /// <summary>Writes a CREDIT into a buffer and returns its length.</summary>
    public static int Credit(Span<byte> frame, long requestId, long bytes)
    {
        frame[0] = (byte)MessageKind.Credit;
        BinaryPrimitives.WriteInt64LittleEndian(frame[1..], requestId);
        return 1 + sizeof(long) + Varint.Write(frame[(1 + sizeof(long))..], (ulong)bytes);
    }

    private static void WriteBind(FrameBuffer buffer, in BindValue bind, int position)
    {
        try
        {
            bind.Write(buffer);
        }
        catch (QuestDbException e)
        {
            throw new QuestDbException(e.Code, $"Bind ${position}: {e.Message}", e);
        }
    }

    private static void WriteHead(FrameBuffer buffer, MessageKind kind, long requestId)
    {
        buffer.WriteByte((byte)kind);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.Take(sizeof(long)), requestId);
    }
}
