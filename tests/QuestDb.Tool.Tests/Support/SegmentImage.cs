using System.Buffers.Binary;
using QuestDb.Store.Segments;

namespace QuestDb.Tool.Tests;

/// <summary>The bytes of a whole segment file, and where its frames are: read by nothing but their lengths.</summary>
internal sealed class SegmentImage
{
    public SegmentImage(string path)
    {
        Path = path;
        Bytes = File.ReadAllBytes(path);
        for (int at = SegmentFormat.HeaderLength; at + 8 < Bytes.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(at + 4));
            if (length == 0) break;
            Frames.Add((at, length + 8));
            at += length + 8;
        }

        FirstFsn = BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(8));
    }

    public string Path { get; }

    public byte[] Bytes { get; private set; }

    public long FirstFsn { get; }

    /// <summary>Each frame with its 8 bytes.</summary>
    public List<(int Offset, int Length)> Frames { get; } = [];

    /// <summary>The end of the last frame.</summary>
    public int End => Frames[^1].Offset + Frames[^1].Length;

    /// <summary>The segments of a slot, by name.</summary>
    public static SegmentImage[] Of(string slot) =>
        [.. Directory.GetFiles(slot, "*.sfa").Order(StringComparer.Ordinal).Select(static p => new SegmentImage(p))];

    /// <summary>Flips a bit, or several.</summary>
    public void Flip(params int[] offsets)
    {
        foreach (int offset in offsets) Bytes[offset] ^= 0x04;
        Save();
    }

    public void Zero(int from, int to)
    {
        Bytes.AsSpan(from, to - from).Clear();
        Save();
    }

    public void Cut(int length)
    {
        Bytes = Bytes[..length];
        Save();
    }

    private void Save() => File.WriteAllBytes(Path, Bytes);
}
