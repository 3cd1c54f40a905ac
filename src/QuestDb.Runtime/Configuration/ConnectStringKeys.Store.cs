using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>The queue, in memory or on disk.</content>
internal static partial class ConnectStringKeys
{
    private static IEnumerable<ConnectStringKey> Store() =>
    [
        Free("sf_dir", KeySection.Store, "none: rows are queued in memory", "path", static (s, v) => s with { StoreDirectory = v }, "folder in which each sender has a slot that keeps its unacknowledged rows; its parent must exist"),
        Free("sender_id", KeySection.Store, "`default`", "letters, digits, `_`, `-`", static (s, v) => s with { SenderId = SenderId(v) }, "first part of the slots' names, `<sender_id>-ingest-<n>`; two processes on one folder need different ones, or share its slots"),
        Size("sf_max_segment_bytes", KeySection.Store, 64 * 1024, 1L << 30, static s => s.SegmentBytes, static (s, v) => s with { SegmentBytes = (int)v }, "size of a block of the queue, in memory or as a file"),
        Size("sf_max_bytes", KeySection.Store, 64 * 1024, 1L << 30, static s => s.SegmentBytes, static (s, v) => s with { SegmentBytes = (int)v }, "old name of `sf_max_segment_bytes`"),
        Free("sf_max_total_bytes", KeySection.Store, "128m; 10g with `sf_dir`", "64k to 1t", static (s, v) => s with { MaxQueueBytes = ConfigValue.Size("sf_max_total_bytes", v, 64 * 1024, 1L << 40) }, "bytes that the queue of a sender holds at most"),
        Millis("sf_append_deadline_millis", KeySection.Store, 0, static s => s.AppendDeadline, static (s, v) => s with { AppendDeadline = v }, "how long a write waits for room before `QueueFull`"),
        Free("sf_durability", KeySection.Store, "`memory`", "`memory`, `periodic`", static (s, v) => s with { StoreDurability = Durability(v) }, "when rows in a slot reach the disk itself: when the system writes them, or every `sf_sync_interval_millis` too; `periodic` needs `sf_dir`"),
        Millis("sf_sync_interval_millis", KeySection.Store, 1, static s => s.StoreSyncInterval, static (s, v) => s with { StoreSyncInterval = v }, "time between such syncs; needs `sf_durability=periodic`"),
        Switch("drain_orphans", KeySection.Store, static s => s.DrainOrphans, static (s, v) => s with { DrainOrphans = v }, "whether slots that other sender ids left behind in `sf_dir` are delivered too; own ones always are"),
        Integer("max_background_drainers", KeySection.Store, 1, 1_000, static s => s.MaxBackgroundDrainers, static (s, v) => s with { MaxBackgroundDrainers = v }, "slots that are delivered in the background at a time"),
    ];

    private static string SenderId(string value) => value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? value
        : throw ConnectString.Invalid($"\"sender_id={value}\" has other characters than letters, digits, '_' and '-'.");

    private static StoreDurability Durability(string value) => value is "flush" or "append"
        ? throw ConnectString.Invalid($"\"sf_durability={value}\" is reserved by the specification and not available; use memory or periodic.")
        : ConfigValue.Choice("sf_durability", value, ("memory", StoreDurability.Memory), ("periodic", StoreDurability.Periodic));
}
