using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>How rows are gathered: in a row sender's own buffer, and when they are given to <c>Write</c> one by one.</summary>
internal sealed record WritingSettings
{
    /// <summary>Whether row senders flush their own buffer by themselves.</summary>
    public bool AutoFlush { get; init; } = true;

    /// <summary>Rows in a row sender's own buffer, or null for no limit.</summary>
    public int? BufferRows { get; init; } = 1_000;

    /// <summary>Bytes in a row sender's own buffer, or null for no limit.</summary>
    public long? BufferBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>How long a row stays in a row sender's own buffer, or null for no limit.</summary>
    public TimeSpan? BufferInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Single rows of one table that wait for each other in <c>Write</c>. They must go some time, so off is the default.</summary>
    public int SingleRows { get; init; } = 1_000;

    /// <summary>How long they wait.</summary>
    public TimeSpan SingleRowInterval { get; init; } = TimeSpan.FromMilliseconds(5);

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<WritingSettings>(KeySection.Writing, static s => s.Writing, static (s, w) => s with { Writing = w });
        return
        [
            keys.Switch("auto_flush", static w => w.AutoFlush, static (w, v) => w with { AutoFlush = v },
                "whether a row sender flushes its own buffer by itself, at the limits below; buffers made with `NewBuffer` never are"),
            keys.Of("auto_flush_rows", "1000", "1 to 1,000,000, `off`", static v => v.IsOff ? (int?)null : v.Integer(1, 1_000_000),
                static (w, v) => w with { BufferRows = v, SingleRows = v ?? w.SingleRows },
                "rows that are flushed together; also single rows given to `Write` that are gathered (there `off` is the default)"),
            keys.Of("auto_flush_bytes", "8m", "1 to 1g, `off`", static v => v.IsOff ? (long?)null : v.Size(1, 1L << 30),
                static (w, v) => w with { BufferBytes = v }, "size of a row sender's buffer that is flushed"),
            keys.Of("auto_flush_interval", "100; 5 for single rows given to `Write`", "1 ms and up, `off`",
                static v => v.IsOff ? (TimeSpan?)null : v.Millis(1),
                static (w, v) => w with { BufferInterval = v, SingleRowInterval = v ?? w.SingleRowInterval },
                "longest time that a row waits for others; a timer sees to it (for `Write`, `off` is the default)"),
            keys.Of("transaction", "`off`", "`off`",
                static v => v.IsOff
                    ? false
                    : throw v.Wrong("is not available: a flush is queued as a whole, and each of its frames commits by itself."),
                static (w, _) => w, "a flush is queued as a whole; each of its frames commits by itself"),
        ];
    }
}
