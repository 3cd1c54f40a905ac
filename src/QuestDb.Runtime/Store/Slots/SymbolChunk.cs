using System.Buffers.Binary;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>
/// A chunk of the file <c>.symbol-dict</c>: number of entries and of their bytes (varints), the entries as they stand in a
/// delta section (length varint, UTF-8), and the CRC-32C of all that.
/// </summary>
internal readonly ref struct SymbolChunk
{
    private readonly ReadOnlySpan<byte> _entries;

    private SymbolChunk(ReadOnlySpan<byte> entries, int length)
    {
        _entries = entries;
        Length = length;
    }

    /// <summary>Bytes of the whole chunk.</summary>
    public int Length { get; }

    /// <summary>Most bytes of a chunk of so many bytes of entries.</summary>
    public static int MaxLength(int entryBytes) => checked((2 * Varint.MaxLength) + entryBytes + sizeof(uint));

    /// <summary>Writes a chunk and returns its length.</summary>
    public static int Write(Span<byte> destination, int count, ReadOnlySpan<byte> entries)
    {
        int length = Varint.Write(destination, (ulong)count);
        length += Varint.Write(destination[length..], (ulong)entries.Length);
        entries.CopyTo(destination[length..]);
        length += entries.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[length..], Crc32C.Compute(destination[..length]));
        return length + sizeof(uint);
    }

    /// <summary>Reads the chunk at the start of some bytes; false when it is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SymbolChunk chunk)
    {
        chunk = default;
        if (!Varint.TryRead(bytes, out ulong count, out int countLength)) return false;
        if (!Varint.TryRead(bytes[countLength..], out ulong entryBytes, out int bytesLength)) return false;
        int start = countLength + bytesLength;
        if (count == 0 || entryBytes == 0 || count > entryBytes || entryBytes > (ulong)Math.Max(bytes.Length - start - sizeof(uint), 0))
        {
            return false;
        }

        int end = start + (int)entryBytes;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != Crc32C.Compute(bytes[..end])) return false;
        ReadOnlySpan<byte> entries = bytes[start..end];
        if (!IsConsistent(entries, count)) return false;
        chunk = new SymbolChunk(entries, end + sizeof(uint));
        return true;
    }

    /// <summary>Adds the texts to a dictionary, under the next ids.</summary>
    public void AddTo(SymbolDictionary dictionary)
    {
        var entries = new SymbolEntries(_entries);
        while (entries.TryRead(out ReadOnlySpan<byte> text)) dictionary.Restore(text);
    }

    /// <summary>Whether the entries are as many as the chunk says, to the byte: one too few would shift every id after it.</summary>
    private static bool IsConsistent(ReadOnlySpan<byte> entries, ulong count)
    {
        var left = new SymbolEntries(entries);
        return left.TrySkip(count) && left.Rest.IsEmpty;
    }
}
