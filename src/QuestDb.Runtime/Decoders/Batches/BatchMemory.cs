using System.Buffers;

namespace QuestDb.Decoders.Batches;

/// <summary>
/// The memory behind values that records of a batch hold. A <see cref="Memory{T}"/> may be kept over the batch, so that it asks whether
/// the batch still is the same each time its span is taken.
/// </summary>
internal sealed class BatchMemory<T>(T[] values, BatchStamp stamp) : MemoryManager<T>
{
    public override Span<T> GetSpan()
    {
        stamp.Check();
        return values;
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        stamp.Check();
        return values.AsMemory(elementIndex).Pin();
    }

    /// <summary>Does nothing: the handle that <see cref="Pin"/> returns is the array's own.</summary>
    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
