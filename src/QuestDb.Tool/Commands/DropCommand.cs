using System.CommandLine;
using QuestDb.Store.Quarantines;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf drop</c>: deletes what a slot holds.</summary>
internal static class DropCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> slot = SlotArguments.Slot();
        Option<bool> quarantine = SlotArguments.Quarantine(
            "The frames in quarantine, and no others. Without it the frames that wait for their ack, and no others.");
        var yes = new Option<bool>("--yes") { Description = "Does not ask." };
        var command = new Command("drop", "Deletes the frames of a slot that no client holds, or those in its quarantine. They are lost.")
        {
            slot, quarantine, yes,
        };
        command.SetAction(parsed =>
        {
            SlotView view = SlotView.Read(parsed.GetValue(slot)!);
            bool unasked = parsed.GetValue(yes);
            return parsed.GetValue(quarantine) ? DropQuarantine(console, view, unasked) : DropFrames(console, view, unasked);
        });
        return command;
    }

    private static int DropFrames(ToolConsole console, SlotView view, bool unasked)
    {
        using SlotLock slotLock = SlotLock.TryTake(view.Path) ?? throw SlotLock.InUse(view.Path);
        // The view was read without the lock. Now that we hold it, we read again what is to be deleted.
        view = SlotView.Read(view.Path);
        string[] segments = [.. Directory.EnumerateFiles(view.Path, SegmentFormat.Pattern).Order(StringComparer.Ordinal)];
        if (segments.Length == 0 && view.FailedReason is null)
        {
            console.Output.WriteLine($"{view.Name} has no frames.");
            return 0;
        }

        string what =
            $"{Texts.Count(view.FrameCount, "frame")} "
            + $"({Texts.Count(FrameRows.PendingOf(view).Sum(static f => (long)f.RowCount), "row")}) of {view.Name}";
        if (view.Damage is not null) what += $" and whatever else is in its {Texts.Count(segments.Length, "segment")}";
        if (!unasked && !Confirmed(console, $"Delete {what}? No server has acknowledged them.")) return ToolApp.Failed;
        string[] beside = [SymbolFile.FileName, AckWatermark.FileName, Manifest.FileName, FailedMark.FileName];
        foreach (string file in segments.Concat(beside.Select(name => Path.Combine(view.Path, name)))) File.Delete(file);
        int kept = view.Quarantine.Count;
        console.Output.WriteLine($"Deleted {what}.{(kept == 0 ? "" : $" In quarantine: {Texts.Count(kept, "frame")}, kept.")}");
        return 0;
    }

    private static int DropQuarantine(ToolConsole console, SlotView view, bool unasked)
    {
        IReadOnlyList<QuarantineEntry> entries = view.Quarantine.List();
        if (entries.Count == 0)
        {
            console.Output.WriteLine($"{view.Name} has nothing in quarantine.");
            return 0;
        }

        string what =
            $"{Texts.Count(entries.Count, "frame")} "
            + $"({Texts.Count(FrameRows.QuarantinedOf(view).Sum(static f => (long)f.RowCount), "row")}) in quarantine of {view.Name}";
        if (!unasked && !Confirmed(console, $"Delete {what}? The server has rejected them.")) return ToolApp.Failed;
        // Delete only the entries that were counted: a client may set another frame aside at this moment.
        var quarantine = new QuarantineFolder(view.Path, sync: false);
        foreach (QuarantineEntry entry in entries) quarantine.Remove(entry);
        console.Output.WriteLine($"Deleted {what}.");
        return 0;
    }

    private static bool Confirmed(ToolConsole console, string question) => Confirmation.Ask(console, question, "Nothing was deleted.");
}
