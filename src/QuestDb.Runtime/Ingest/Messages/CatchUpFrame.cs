using QuestDb.Wire;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// A frame that holds only dictionary entries, sent after a reconnect (QWP ingress specification, "Sent watermark and reconnect
/// catch-up"). Its flag defers the commit: it has no rows to commit, and the server does not answer it on its own.
/// </summary>
internal static class CatchUpFrame
{
    /// <summary>
    /// Encodes entries from <paramref name="start"/> on, as many as fit a limit; <paramref name="next"/> is where the
    /// next frame begins.
    /// </summary>
    public static byte[] Encode(SymbolDictionary dictionary, int start, int end, int limit, out int next)
    {
        const int Overhead = QwpConstants.HeaderLength + (2 * Varint.MaxLength);
        int bytes = Overhead;
        next = start;
        while (next < end && (next == start || bytes + dictionary.WireLength(next) <= limit)) bytes += dictionary.WireLength(next++);

        ReadOnlySpan<byte> entries = dictionary.Wire(start, next);
        byte[] frame = new byte[Overhead + entries.Length];
        int position = QwpConstants.HeaderLength;
        position += Varint.Write(frame.AsSpan(position), (ulong)start);
        position += Varint.Write(frame.AsSpan(position), (ulong)(next - start));
        entries.CopyTo(frame.AsSpan(position));
        position += entries.Length;
        Array.Resize(ref frame, position);
        FrameHeader.Write(frame, tableCount: 0, QwpConstants.FlagDeltaSymbolDict | QwpConstants.FlagGorilla | QwpConstants.FlagDeferCommit);
        return frame;
    }
}
