namespace QuestDb.Store.Segments;

/// <summary>A block of memory that holds whole frames, one after the other. Reused once all of its frames are acknowledged.</summary>
internal sealed class MemorySegment(int capacity)
{
    /// <summary>The bytes; [0, <see cref="Used"/>) are taken by frames.</summary>
    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>Bytes taken.</summary>
    public int Used { get; set; }

    /// <summary>Frames in the segment that are not yet acknowledged.</summary>
    public int LiveFrames { get; set; }
}
