namespace QuestDb.Store.Segments;

/// <summary>One frame of a queue: in memory until it is published to a slot, then in a file. While it is published it is in both.</summary>
/// <param name="Memory">The block of memory that holds it, or null.</param>
/// <param name="File">The segment file that holds it, or null.</param>
/// <param name="Offset">The position at which it begins there, in the file if there is one.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Rows">Its rows; 0 where they are not known.</param>
/// <param name="DictionaryStart">Number of dictionary entries that it relies on.</param>
/// <param name="DictionaryEnd">
/// Number of dictionary entries including those that it carries, or <see cref="OwnDictionary"/>.
/// </param>
/// <param name="Tables">The tables that have rows in it; null for a frame of an earlier client, which was not read yet.</param>
internal readonly record struct QueuedFrame(
    MemorySegment? Memory, SegmentFile? File, int Offset, int Length, int Rows, int DictionaryStart, int DictionaryEnd,
    FrameTables? Tables = null)
{
    /// <summary>
    /// Stands for the end of a frame that carries every text it needs, under ids that mean other texts in the queue's dictionary.
    /// </summary>
    public const int OwnDictionary = -1;
}
