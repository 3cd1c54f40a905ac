using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Makes a frame that can be sent as the only one of a connection: its delta section begins at id 0, and it commits at once.
/// </summary>
internal static class SelfSufficientFrame
{
    /// <summary>A copy of a frame that also carries the dictionary entries which the frame relies on.</summary>
    /// <param name="frame">The frame as it was queued.</param>
    /// <param name="dictionary">The dictionary that its symbol ids refer to.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ProtocolError"/>: the delta section of the frame is malformed, or begins after the dictionary's end.
    /// </exception>
    public static byte[] Of(ReadOnlySpan<byte> frame, SymbolDictionary dictionary)
    {
        var reader = new WireReader(frame, 0, "The frame is malformed");
        if (!FrameHeader.Has(reader.ReadBytes(QwpConstants.HeaderLength, "header"), QwpConstants.FlagDeltaSymbolDict)) return Copy(frame);
        ulong start = reader.ReadVarint("dictionary start");
        ulong count = reader.ReadVarint("dictionary count");
        if (start == 0 || count > (ulong)reader.Remaining) return Copy(frame);
        if (start > (ulong)dictionary.Count)
        {
            throw reader.Malformed($"the dictionary has {dictionary.Count} entries and the delta starts at {start}");
        }

        ReadOnlySpan<byte> rest = frame[reader.Position..];
        using (dictionary.Gate.Enter())
        {
            ReadOnlySpan<byte> before = dictionary.Wire(0, (int)start);
            byte[] copy = new byte[QwpConstants.HeaderLength + 1 + Varint.Length(start + count) + before.Length + rest.Length];
            frame[..QwpConstants.HeaderLength].CopyTo(copy);
            int position = QwpConstants.HeaderLength + 1;
            position += Varint.Write(copy.AsSpan(position), start + count);
            before.CopyTo(copy.AsSpan(position));
            rest.CopyTo(copy.AsSpan(position + before.Length));
            return Finish(copy);
        }
    }

    private static byte[] Copy(ReadOnlySpan<byte> frame) => Finish(frame.ToArray());

    private static byte[] Finish(byte[] copy)
    {
        FrameHeader.Clear(copy, QwpConstants.FlagDeferCommit);
        FrameHeader.WritePayloadLength(copy);
        return copy;
    }
}
