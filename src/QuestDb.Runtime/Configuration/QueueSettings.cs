using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>The queue of a sender, in memory or on disk.</summary>
internal sealed record QueueSettings
{
    /// <summary>What the queue holds by default if it is on disk.</summary>
    public const long DefaultStoreBytes = 10L * 1024 * 1024 * 1024;

    public int SegmentBytes { get; init; } = 4 * 1024 * 1024;

    public long MaxBytes { get; init; } = 128L * 1024 * 1024;

    public TimeSpan AppendDeadline { get; init; } = TimeSpan.FromMilliseconds(30_000);

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<QueueSettings>(KeySection.Store, static s => s.Queue, static (s, q) => s with { Queue = q });
        return
        [
            keys.Size("sf_max_segment_bytes", 64 * 1024, 1L << 30,
                static q => q.SegmentBytes, static (q, v) => q with { SegmentBytes = (int)v },
                "size of a block of the queue, in memory or as a file") with
            {
                Aliases = [new("sf_max_bytes", "old name of `sf_max_segment_bytes`")],
            },
            keys.Of("sf_max_total_bytes", "128m; 10g with `sf_dir`", "64k to 1t", static v => v.Size(64 * 1024, 1L << 40),
                static (q, v) => q with { MaxBytes = v }, "bytes that the queue of a sender holds at most"),
            keys.Millis("sf_append_deadline_millis", 0, static q => q.AppendDeadline, static (q, v) => q with { AppendDeadline = v },
                "how long a write waits in all, for writes before it and for room, before `QueueFull`; with what is published of a "
                + "very large one the time begins anew"),
        ];
    }
}
