using System.CommandLine;
using QuestDb.Configuration;
using QuestDb.Ingest.Outboxes;
using QuestDb.Store.Quarantines;
using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf replay</c>: delivers what a slot holds.</summary>
internal static class ReplayCommand
{
    public static Command Make(ToolConsole console)
    {
        Argument<string> slot = SlotArguments.Slot();
        Option<string?> conf = SlotArguments.Conf();
        Option<bool> quarantine = SlotArguments.Quarantine("The frames in quarantine, one by one; each that is accepted leaves it.");
        var command = new Command("replay", "Delivers the frames of a slot that no client holds, or those in its quarantine.")
        {
            slot, conf, quarantine,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            SlotView view = SlotView.Read(parsed.GetValue(slot)!);
            ClientSettings settings = ConnectString.Parse(SlotArguments.ConnectString(parsed.GetValue(conf)));
            return parsed.GetValue(quarantine)
                ? ReplayQuarantineAsync(console, view, settings, cancellationToken)
                : ReplayFramesAsync(console, view, settings, cancellationToken);
        });
        return command;
    }

    private static async Task<int> ReplayFramesAsync(
        ToolConsole console, SlotView view, ClientSettings settings, CancellationToken cancellationToken)
    {
        if (view.Damage is { } damage) throw new ToolException($"{damage} Nothing was sent; \"sf export\" saves the rows that are whole.");
        await using SlotReplay replay = await SlotReplay.OpenAsync(view.Path, settings, new EventLines(console.Error));
        if (replay.FrameCount == 0)
        {
            console.Output.WriteLine($"{view.Name} has no frames that wait for their ack.");
            return 0;
        }

        int before = view.Quarantine.Count;
        await replay.RunAsync(
            done => console.Error.WriteLine($"{view.Name}: {Texts.Number(done)} of {Texts.Count(replay.FrameCount, "frame")}"),
            cancellationToken);
        int aside = view.Quarantine.Count - before;
        console.Output.WriteLine(
            $"{view.Name}: {Texts.Count(replay.FrameCount - aside, "frame")} "
            + $"delivered{(aside == 0 ? "" : $", {Texts.Number(aside)} rejected and put into quarantine")}.");
        return aside == 0 ? 0 : ToolApp.Failed;
    }

    private static async Task<int> ReplayQuarantineAsync(
        ToolConsole console, SlotView view, ClientSettings settings, CancellationToken cancellationToken)
    {
        var quarantine = new QuarantineFolder(view.Path, sync: false);
        int rejected = 0;
        IReadOnlyList<QuarantineEntry> entries = quarantine.List();
        foreach (QuarantineEntry entry in entries)
        {
            try
            {
                await FrameReplay.SendAsync(settings, entry.Fsn, quarantine.Read(entry), cancellationToken);
                quarantine.Remove(entry);
                console.Output.WriteLine($"FSN {entry.Fsn}: accepted.");
            }
            catch (QuestDbException e)
                when (e.Code is ErrorCode.Rejected or ErrorCode.StoreCorrupt or ErrorCode.StoreUnsupported or ErrorCode.ProtocolError)
            {
                // The frame stays in quarantine; the next one may still be accepted.
                rejected++;
                console.Error.WriteLine($"FSN {entry.Fsn}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        console.Output.WriteLine(
            $"{view.Name}: {Texts.Number(entries.Count - rejected)} of {Texts.Count(entries.Count, "frame")} in quarantine delivered.");
        return rejected == 0 ? 0 : ToolApp.Failed;
    }
}
