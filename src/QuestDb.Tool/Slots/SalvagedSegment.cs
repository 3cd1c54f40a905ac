using QuestDb.Store.Files;

namespace QuestDb.Tool.Slots;

/// <summary>A segment file read frame by frame: every whole frame of it, also those behind a damaged one.</summary>
/// <param name="Path">The file.</param>
/// <param name="BaseFsn">FSN of the first frame as the header has it; null where the header is damaged.</param>
/// <param name="CreatedMicros">When the file was made, in microseconds since 1970; 0 when that is not known.</param>
/// <param name="IsBlank">Whether the file is empty or zero throughout.</param>
/// <param name="Parts">Frames and damaged bytes in the order of their places, without the zeros at the end.</param>
internal sealed record SalvagedSegment(string Path, long? BaseFsn, long CreatedMicros, bool IsBlank, IReadOnlyList<SegmentPart> Parts)
{
    /// <summary>Why the file can't be read, or null.</summary>
    public string? Error { get; init; }

    /// <summary>Whether its name is a number, by which segments are in the order in which they were made.</summary>
    public bool IsNumbered => System.IO.Path.GetFileNameWithoutExtension(Path) is ['s', 'f', '-', .. { Length: 16 } digits]
        && digits.All(char.IsAsciiHexDigit);

    /// <summary>How many frames it has, with the lost ones; null when that is not known.</summary>
    public int? Count => Parts.Aggregate((int?)0, static (sum, part) => sum + part.Frames);

    /// <exception cref="IOException">The file can't be read.</exception>
    public static SalvagedSegment Read(string path)
    {
        using IStoreFile file = ReadOnlyFiles.Instance.Open(path);
        if (file.Length > Array.MaxLength) throw new IOException($"{path} has {file.Length} bytes, more than a segment can have.");
        byte[] bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return new SegmentParser(bytes).Read(path);
    }
}

/// <summary>What stands at a place of a segment.</summary>
internal enum SegmentPartKind
{
    Frame,

    /// <summary>A frame that is whole but for the length before it.</summary>
    FrameWithoutLength,

    Damaged,
}

/// <summary>A frame with its 8 bytes, or damaged bytes.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Frames">How many frames it is; null when that is not known.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct SegmentPart(int Offset, int Length, int? Frames, SegmentPartKind Kind)
{
    public bool IsFrame => Kind != SegmentPartKind.Damaged;
}
