using static QuestDb.Configuration.KeyKinds;

namespace QuestDb.Configuration;

/// <content>How rows are gathered into frames.</content>
internal static partial class ConnectStringKeys
{
    private static IEnumerable<ConnectStringKey> Writing() =>
    [
        Switch("auto_flush", KeySection.Writing, static s => s.AutoFlush, static (s, v) => s with { AutoFlush = v }, "whether a row sender flushes its own buffer by itself, at the limits below; buffers made with `NewBuffer` never are"),
        Free("auto_flush_rows", KeySection.Writing, "1000", "1 to 1,000,000, `off`", AutoFlushRows, "rows that are flushed together; also single rows given to `Write` that are gathered (there `off` is the default)"),
        Free("auto_flush_bytes", KeySection.Writing, "8m", "1 to 1g, `off`", static (s, v) => s with { RowBufferBytes = v == Off ? null : ConfigValue.Size("auto_flush_bytes", v, 1, 1L << 30) }, "size of a row sender's buffer that is flushed"),
        Free("auto_flush_interval", KeySection.Writing, "100; 5 for single rows given to `Write`", "1 ms and up, `off`", AutoFlushInterval, "longest time that a row waits for others; a timer sees to it (for `Write`, `off` is the default)"),
        Free("transaction", KeySection.Writing, "`off`", "`off`", static (s, v) => v == Off ? s : throw ConnectString.Invalid($"\"transaction={v}\" is not available: a flush is queued as a whole, and each of its frames commits by itself."), "a flush is queued as a whole; each of its frames commits by itself"),
    ];

    /// <summary>Also the limit of the single rows that Write gathers, which must leave some time: there off means the default.</summary>
    private static ClientSettings AutoFlushRows(ClientSettings settings, string value)
    {
        if (value == Off) return settings with { RowBufferRows = null };
        int rows = ConfigValue.Integer("auto_flush_rows", value, 1, 1_000_000);
        return settings with { AutoFlushRows = rows, RowBufferRows = rows };
    }

    private static ClientSettings AutoFlushInterval(ClientSettings settings, string value)
    {
        if (value == Off) return settings with { RowBufferInterval = null };
        TimeSpan interval = ConfigValue.Millis("auto_flush_interval", value, 1);
        return settings with { AutoFlushInterval = interval, RowBufferInterval = interval };
    }
}
