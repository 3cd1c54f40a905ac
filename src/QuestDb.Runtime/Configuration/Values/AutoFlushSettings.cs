namespace QuestDb.Configuration.Values;

/// <summary>When a row sender flushes its own buffer by itself; each limit may be off.</summary>
/// <param name="Rows">Rows in the buffer.</param>
/// <param name="Bytes">About how many bytes of them.</param>
/// <param name="Interval">Time after the first of them, or null.</param>
internal sealed record AutoFlushSettings(int Rows, long Bytes, TimeSpan? Interval);
