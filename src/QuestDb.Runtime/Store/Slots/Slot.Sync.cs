using QuestDb.Store.Files;
using QuestDb.Store.Segments;

namespace QuestDb.Store.Slots;

/// <summary>Makes published frames survive a power failure.</summary>
internal sealed partial class Slot
{
    /// <summary>Syncs the dictionary, then the segments that have new frames, then the directory.</summary>
    /// <param name="rewrite">
    /// Whether to write the frames again first: after a failed sync the operating system may have dropped their pages and report
    /// success for the next sync.
    /// </param>
    public void Sync(bool rewrite)
    {
        List<(SegmentFile Segment, int From, int To)> ranges = [];
        using (_gate.Enter())
        {
            foreach (SegmentFile segment in _segments)
            {
                if (segment.SyncedOffset < segment.AppendOffset) ranges.Add((segment, segment.SyncedOffset, segment.AppendOffset));
            }
        }

        if (ranges.Count == 0) return;
        _symbols?.Sync();
        foreach ((SegmentFile segment, int from, int to) in ranges)
        {
            try
            {
                Sync(segment, from, to, rewrite);
            }
            catch (ObjectDisposedException)
            {
                // All frames of the segment were acknowledged meanwhile, and the file was deleted.
                continue;
            }

            using (_gate.Enter()) segment.SyncedOffset = to;
        }

        _files.SyncDirectory(Path);
    }

    private static void Sync(SegmentFile segment, int from, int to, bool rewrite)
    {
        segment.Hold();
        try
        {
            if (rewrite) Rewrite(segment.File, from, to);
            segment.File.Sync();
        }
        finally
        {
            segment.Release();
        }
    }

    private static void Rewrite(IStoreFile file, int from, int to)
    {
        byte[] buffer = new byte[Math.Min(to - from, 64 * 1024)];
        for (; from < to; from += buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, Math.Min(buffer.Length, to - from));
            file.Read(part, from);
            file.Write(part, from);
        }
    }
}
