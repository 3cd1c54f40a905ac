using QuestDb.Wire;

namespace QuestDb.Egress.Messages;

/// <summary>Header and message kind of a frame from the query endpoint.</summary>
/// <param name="Kind">The message kind.</param>
/// <param name="RequestId">The query it belongs to; 0 where the kind has none.</param>
/// <param name="BodyOffset">Where the rest stands.</param>
internal readonly record struct ServerFrame(MessageKind Kind, long RequestId, int BodyOffset)
{
    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolError"/>.</exception>
    public static ServerFrame Parse(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame, 0);
        if (reader.ReadUInt32("magic") != QwpConstants.Magic) throw reader.Malformed("the frame does not begin with QWP1");
        if (reader.ReadByte("version") is var version && version != QwpConstants.Version)
        {
            throw reader.Malformed($"the frame has version {version}");
        }

        reader.ReadByte("flags");
        reader.ReadUInt16("table count");
        uint length = reader.ReadUInt32("payload length");
        if (length != reader.Remaining) throw reader.Malformed($"the payload length says {length} and {reader.Remaining} bytes follow");
        var kind = (MessageKind)reader.ReadByte("message kind");
        long requestId = kind is MessageKind.CacheReset or MessageKind.ServerInfo ? 0 : reader.ReadInt64("request id");
        return new ServerFrame(kind, requestId, reader.Position);
    }
}
