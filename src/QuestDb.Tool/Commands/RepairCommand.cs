using System.CommandLine;
using QuestDb.Store.Slots;
using QuestDb.Tool.Output;
using QuestDb.Tool.Repair;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf repair</c>: what a client does to a slot when it opens it.</summary>
internal static class RepairCommand
{
    private const string Unchanged = "Nothing was changed.";

    public static Command Make(ToolConsole console)
    {
        Argument<string> slot = SlotArguments.Slot();
        var yes = new Option<bool>("--yes") { Description = "Does not ask." };
        var command = new Command("repair",
            "Does to a slot that no client holds what its next client would do when it opens it, and tells that first: cuts what is no "
            + "whole frame, deletes what is acknowledged, completes the texts of symbols. A slot that clients refuse is marked .failed.")
        {
            slot, yes,
        };
        command.SetAction((parsed, _) => RunAsync(console, parsed.GetValue(slot)!, parsed.GetValue(yes)));
        return command;
    }

    private static async Task<int> RunAsync(ToolConsole console, string path, bool unasked)
    {
        SlotView view = SlotView.Read(path);
        if (view.Holder is not null) throw SlotLock.InUse(view.Path);
        IReadOnlyList<FileChange> plan;
        try
        {
            plan = await SlotRepair.PlanAsync(view.Path);
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.StoreCorrupt)
        {
            return MarkFailed(console, view, e.Message, unasked);
        }

        SlotDamage.Tell(console, view);
        if (plan.Count == 0)
        {
            console.Output.WriteLine($"{view.Name} needs no repair. {Waiting(view)}");
            return 0;
        }

        console.Output.WriteLine($"{view.Name} will be changed, as its next client would do:");
        foreach (string line in ChangeTexts.Of(plan)) console.Output.WriteLine($"  {line}");
        console.Output.WriteLine(Waiting(view));
        if (!unasked && !Confirmation.Ask(console, "Do it?", Unchanged)) return ToolApp.Failed;
        return await RunAsync(console, view.Path);
    }

    private static async Task<int> RunAsync(ToolConsole console, string path)
    {
        var files = new WatchedFiles(isDry: false);
        var problems = new List<string>();
        try
        {
            await SlotRepair.RunAsync(path, files, problems);
        }
        finally
        {
            // They are told also when an error has ended it in the middle.
            console.Output.WriteLine(files.Changes.Count == 0 ? Unchanged : "Done:");
            foreach (string line in ChangeTexts.Of(files.Changes)) console.Output.WriteLine($"  {line}");
        }

        foreach (string problem in problems) console.Error.WriteLine($"Error: {problem}");
        SlotView view = SlotView.Read(path);
        console.Output.WriteLine(Waiting(view));
        return problems.Count == 0 ? 0 : ToolApp.Failed;
    }

    /// <summary>A slot that recovery refuses is not repaired: a client only marks it, so that none delivers it in part.</summary>
    private static int MarkFailed(ToolConsole console, SlotView view, string reason, bool unasked)
    {
        SlotDamage.Tell(console, view);
        console.Error.WriteLine(
            "Clients refuse such a slot, and so does this: what is lost can't be made again. "
            + "\"sf export\" saves the frames that are whole.");
        if (view.FailedReason is not null)
        {
            console.Output.WriteLine($"{view.Name} is marked {FailedMark.FileName} already. {Unchanged}");
            return ToolApp.Failed;
        }

        console.Output.WriteLine(
            $"{view.Name} will be marked {FailedMark.FileName}, as its next client would do: clients pass it over then.");
        if (!unasked && !Confirmation.Ask(console, "Do it?", Unchanged)) return ToolApp.Failed;
        using SlotLock slotLock = SlotLock.TryTake(view.Path) ?? throw SlotLock.InUse(view.Path);
        FailedMark.Put(view.Path, reason);
        console.Output.WriteLine($"{view.Name} is marked {FailedMark.FileName}. Nothing else was changed.");
        return ToolApp.Failed;
    }

    private static string Waiting(SlotView view)
    {
        string mark = view.FailedReason is null
            ? ""
            : $" It is marked {FailedMark.FileName}: \"sf replay\" delivers it, a client only once the file is deleted.";
        if (view.FrameCount == 0) return $"No frame waits for its ack.{mark}";
        long rows = FrameRows.PendingOf(view).Sum(static f => (long)f.RowCount);
        return $"{Texts.Count(view.FrameCount, "frame")} ({Texts.Count(rows, "row")}), FSN {view.FirstFsn}..{view.LastFsn}, "
            + $"{(view.FrameCount == 1 ? "waits" : "wait")} for an ack.{mark}";
    }
}
