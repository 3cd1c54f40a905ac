using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Tool.Output;

namespace QuestDb.Tool.Repair;

/// <summary>Changes of a slot for people, in words that fit before and after.</summary>
internal static class ChangeTexts
{
    /// <summary>A line for each file and what is done to it, in the order of the first changes.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FileChange> changes)
    {
        foreach (IGrouping<string, FileChange> file in changes.GroupBy(static c => c.Path))
        {
            string name = Path.GetFileName(file.Key);
            // A file that is deleted in the end needs no other word.
            if (file.Any(static c => c.Kind == FileChangeKind.Delete)) yield return $"{name}: deleted";
            else if (name == SymbolFile.FileName) yield return $"{name}: {OfSymbols([.. file])}";
            else foreach (string what in OfSegment([.. file])) yield return $"{name}: {what}";
        }
    }

    private static string OfSymbols(FileChange[] changes)
    {
        long written = changes.Where(static c => c.Kind == FileChangeKind.Write).Sum(static c => c.Length);
        if (changes is [{ Kind: FileChangeKind.SetLength, Length: 0 }, ..])
        {
            return $"made anew from the frames, {Texts.Count(written, "byte")}";
        }

        string cut = changes is [{ Kind: FileChangeKind.SetLength, Length: var length }, ..] ? $"cut to {Texts.Count(length, "byte")}" : "";
        string texts = written == 0 ? "" : $"{Texts.Count(written, "byte")} of texts added that only frames had";
        return cut.Length > 0 && texts.Length > 0 ? $"{cut}, {texts}" : cut + texts;
    }

    private static IEnumerable<string> OfSegment(FileChange[] changes)
    {
        FileChange[] flags = [.. changes.Where(static c => c is { Offset: SegmentFormat.FlagsOffset, Length: 1 })];
        FileChange[] zeros = [.. changes.Except(flags)];
        if (flags.Length > 0) yield return "the flag cleared that asks for a manifest";
        if (zeros.Length == 0) yield break;
        yield return $"{Texts.Count(zeros.Sum(static c => c.Length), "byte")} from byte {Texts.Number(zeros.Min(static c => c.Offset))} on "
            + "set to zero, where no whole frame is";
    }
}
