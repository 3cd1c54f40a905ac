using System.Text;

namespace QuestDb.Decoders.Batches;

/// <summary>
/// The entries of a connection's result dictionary that a batch may name. Each text is one string, made when it is first
/// asked for and shared by every row of the connection that names it.
/// </summary>
internal readonly struct SymbolSnapshot(byte[] heap, int[] ends, string?[][] texts, int count, int generation)
{
    /// <summary>Strings stand in blocks of 2^7: a dictionary that grows adds blocks and never moves one.</summary>
    public const int BlockBits = 7;

    /// <summary>Number of entries.</summary>
    public int Count => count;

    /// <summary>Another number means other texts for the same ids.</summary>
    public int Generation => generation;

    public ReadOnlySpan<byte> Utf8(int id)
    {
        int start = id == 0 ? 0 : ends[id - 1];
        return heap.AsSpan(start, ends[id] - start);
    }

    public ReadOnlyMemory<byte> Utf8Memory(int id)
    {
        int start = id == 0 ? 0 : ends[id - 1];
        return heap.AsMemory(start, ends[id] - start);
    }

    public string Text(int id) => texts[id >> BlockBits][id & ((1 << BlockBits) - 1)] ??= Encoding.UTF8.GetString(Utf8(id));
}
