namespace QuestDb.Encoders;

/// <summary>
/// Single rows of one table that wait to be published together. The receipt of such a row learns here which frames hold it.
/// </summary>
internal sealed class PendingRows
{
    private long _lastFsn = -1;

    /// <summary>The first frame that holds some of the rows; valid once <see cref="LastFsn"/> is.</summary>
    public long FirstFsn { get; set; } = -1;

    /// <summary>The last frame that holds some of the rows; -1 until all of them are published.</summary>
    public long LastFsn
    {
        get => Volatile.Read(ref _lastFsn);
        set => Volatile.Write(ref _lastFsn, value);
    }
}
