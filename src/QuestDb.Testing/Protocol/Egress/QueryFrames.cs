using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>Writes the frames of a query connection that carry no rows.</summary>
internal static class QueryFrames
{
    private const uint CapabilityZone = 1;
    private const uint CapabilityQueryFlags = 2;
    private const byte ResetMaskDictionary = 1;

    public static void WriteServerInfo(FrameBuilder frame, ServerRole role, ulong epoch, string? zone)
    {
        Begin(frame, MessageKind.ServerInfo);
        frame.WriteByte((byte)role);
        frame.WriteInt64((long)epoch);
        frame.WriteUInt32(CapabilityQueryFlags | (zone is null ? 0 : CapabilityZone));
        frame.WriteInt64((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
        frame.WriteShortText("questdb");
        frame.WriteShortText("");
        if (zone is not null) frame.WriteShortText(zone);
        frame.EndFrame();
    }

    public static void WriteResultEnd(FrameBuilder frame, long requestId, int finalBatch, long totalRows)
    {
        Begin(frame, MessageKind.ResultEnd);
        frame.WriteInt64(requestId);
        frame.WriteVarint((ulong)finalBatch);
        frame.WriteVarint((ulong)totalRows);
        frame.EndFrame();
    }

    public static void WriteError(FrameBuilder frame, long requestId, StatusCode status, string message)
    {
        Begin(frame, MessageKind.QueryError);
        frame.WriteInt64(requestId);
        frame.WriteByte((byte)status);
        frame.WriteShortText(message);
        frame.EndFrame();
    }

    public static void WriteExecDone(FrameBuilder frame, long requestId, byte opType, ulong rowsAffected)
    {
        Begin(frame, MessageKind.ExecDone);
        frame.WriteInt64(requestId);
        frame.WriteByte(opType);
        frame.WriteVarint(rowsAffected);
        frame.EndFrame();
    }

    public static void WriteDictionaryReset(FrameBuilder frame)
    {
        Begin(frame, MessageKind.CacheReset);
        frame.WriteByte(ResetMaskDictionary);
        frame.EndFrame();
    }

    private static void Begin(FrameBuilder frame, MessageKind kind)
    {
        frame.BeginFrame(flags: 0, tableCount: 0);
        frame.WriteByte((byte)kind);
    }
}
