namespace QuestDb.Encoders;

/// <summary>
/// Single rows of one table that wait to be published together. The receipt of such a row learns here which frames hold it, or why none
/// does.
/// </summary>
/// <remarks>It is changed under the sender's lock, and not after <see cref="End"/>; what a receipt reads is valid then.</remarks>
internal sealed class PendingRows
{
    private Dictionary<int, QuestDbException>? _dropped;
    private volatile bool _hasEnded;

    /// <summary>The rows so far; the next one gets this place.</summary>
    public int Count { get; private set; }

    /// <summary>The first frame that holds some of the rows; -1 until it is known.</summary>
    public long FirstFsn { get; private set; } = -1;

    /// <summary>The last frame that holds some of the rows; below <see cref="FirstFsn"/> when none holds any.</summary>
    public long LastFsn { get; private set; } = -1;

    /// <summary>Whether no row waits any more: each is published or dropped.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Counts a row and returns its place.</summary>
    public int Add() => Count++;

    /// <summary>Notes the first frame, if none is noted: rows that were published before an error halfway begin with theirs.</summary>
    public void Begin(long firstFsn)
    {
        if (FirstFsn < 0) FirstFsn = firstFsn;
    }

    /// <summary>Gives a row up.</summary>
    public void Drop(int place, QuestDbException error) => (_dropped ??= []).Add(place, error);

    /// <summary>Tells the receipts that no row waits any more.</summary>
    public void End(long lastFsn)
    {
        LastFsn = lastFsn;
        _hasEnded = true;
    }

    /// <summary>Why a row was given up, or null.</summary>
    public QuestDbException? ErrorOf(int place) => _dropped?.GetValueOrDefault(place);
}
