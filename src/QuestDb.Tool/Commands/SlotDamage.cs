using QuestDb.Tool.Output;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Commands;

/// <summary>What <c>sf show</c> and <c>sf export</c> say before the rows of a slot that is not whole.</summary>
internal static class SlotDamage
{
    /// <summary>Tells it on the error stream, and gives the exit code.</summary>
    public static int Tell(ToolConsole console, SlotView slot)
    {
        if (slot.Damage is { } damage) console.Error.WriteLine(damage);
        foreach (string line in LossTexts.Lines(slot)) console.Error.WriteLine(line);
        if (LossTexts.Summary(slot) is { } summary) console.Error.WriteLine(summary);
        return LossTexts.IsIncomplete(slot) ? ToolApp.Failed : 0;
    }
}
