namespace QuestDb.Store;

/// <summary>The frames of a queue that wait for their ack, at one moment.</summary>
/// <param name="FirstFsn">The first of them.</param>
/// <param name="Count">The number of frames.</param>
/// <param name="Older">The number of frames that an earlier client left in the slot.</param>
/// <param name="Rows">Rows of the frames, without those of <paramref name="Older"/> frames, whose rows are not known.</param>
/// <param name="Bytes">Their bytes.</param>
internal readonly record struct UnackedFrames(long FirstFsn, long Count, long Older, long Rows, long Bytes)
{
    /// <summary>The last of them; below <see cref="FirstFsn"/> when there are none.</summary>
    public long LastFsn => FirstFsn + Count - 1;
}
