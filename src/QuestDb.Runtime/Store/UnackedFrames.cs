namespace QuestDb.Store;

/// <summary>The frames of a queue that wait for their ack, at one moment.</summary>
/// <param name="FirstFsn">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Older">Those of them that were in the slot before.</param>
/// <param name="Rows">Rows in them, without those of <paramref name="Older"/>, of which it is not known how many they hold.</param>
/// <param name="Bytes">Their bytes.</param>
internal readonly record struct UnackedFrames(long FirstFsn, long Count, long Older, long Rows, long Bytes)
{
    /// <summary>The last of them; below <see cref="FirstFsn"/> when there are none.</summary>
    public long LastFsn => FirstFsn + Count - 1;
}
