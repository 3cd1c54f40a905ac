using System.CommandLine;
using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary><c>sf ls</c>: what is in the slots of a folder.</summary>
internal static class ListCommand
{
    public static Command Make(ToolConsole console)
    {
        var directory = new Argument<string>("dir") { Description = "The folder of the slots (sf_dir), or one slot." };
        var command =
            new Command("ls", "Lists slots: frames that wait for their ack, who holds them, and what is wrong with them.") { directory };
        command.SetAction(parsed => Run(console, parsed.GetValue(directory)!));
        return command;
    }

    private static int Run(ToolConsole console, string directory)
    {
        if (!Directory.Exists(directory)) throw new ToolException($"There is no folder {directory}.");
        string[] slots = SlotView.IsSlot(directory)
            ? [directory]
            : [.. Directory.EnumerateDirectories(directory).Where(SlotView.IsSlot).Order(StringComparer.Ordinal)];
        var table = new TextTable("SLOT", ">FRAMES", ">ROWS", ">BYTES", "FSN", ">ACKED", ">AGE", "LOCKED BY", ">QUARANTINE", "STATE");
        var remarks = new List<string>();
        foreach (SlotView slot in slots.Select(SlotView.Read)) Add(table, slot, console.Clock.GetUtcNow().UtcDateTime, remarks);
        if (table.RowCount == 0) console.Output.WriteLine($"There is no slot in {directory}.");
        else table.Write(console.Output);
        foreach (string remark in remarks) console.Output.WriteLine(remark);
        return 0;
    }

    private static void Add(TextTable table, SlotView slot, DateTime now, List<string> remarks)
    {
        long rows = 0;
        foreach (FrameRows frame in FrameRows.PendingOf(slot))
        {
            rows += frame.RowCount;
            if (frame.Error is { } error) remarks.Add($"{slot.Name}, FSN {Texts.Fsn(frame.Fsn)}: {error}");
        }

        string? failed = slot.FailedReason;
        if (slot.Damage is { } damage)
        {
            remarks.AddRange(LossTexts.Lines(slot).Prepend(damage).Append(LossTexts.Summary(slot)!).Select(line => $"{slot.Name}: {line}"));
        }

        if (failed is { Length: > 0 }) remarks.Add($"{slot.Name} is marked .failed: {failed.ReplaceLineEndings(" ")}");
        if (slot.TornBytes > 0)
        {
            remarks.Add(
                $"{slot.Name}: {Texts.Count(slot.TornBytes, "byte")} behind FSN {slot.LastFsn} are not a whole frame: "
                + "a crash left them, or a client is writing.");
        }

        table.Add(
            slot.Name,
            Texts.Number(slot.FrameCount),
            Texts.Number(rows),
            Texts.Bytes(slot.FrameBytes),
            slot.FrameCount == 0 ? "-" : $"{Texts.Fsn(slot.FirstFsn)}..{Texts.Fsn(slot.LastFsn)}",
            slot.AckedFsn < 0 ? "-" : slot.AckedFsn.ToString(System.Globalization.CultureInfo.InvariantCulture),
            slot.OldestUtc is { } oldest ? Texts.Age(now - oldest) : "-",
            slot.Holder ?? "-",
            slot.Quarantine.Count is var quarantined && quarantined == 0 ? "-" : Texts.Number(quarantined),
            slot.Damage is not null ? "damaged" : failed is not null ? "failed" : slot.TornBytes > 0 ? "torn tail" : "ok");
    }
}
