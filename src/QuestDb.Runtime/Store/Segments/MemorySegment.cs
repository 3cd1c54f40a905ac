namespace QuestDb.Store.Segments;

/// <summary>
/// A block of memory that holds whole frames, one after the other. It is reused once all of its frames are acknowledged.
/// </summary>
internal sealed class MemorySegment(int capacity)
{
    /// <summary>The bytes; frames fill [0, <see cref="Used"/>).</summary>
    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>Bytes that frames fill.</summary>
    public int Used { get; set; }

    /// <summary>Frames in the segment that are not yet acknowledged.</summary>
    public int LiveFrames { get; set; }
}
