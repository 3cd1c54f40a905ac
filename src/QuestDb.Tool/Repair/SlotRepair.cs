using QuestDb.Events;
using QuestDb.Store.Slots;

namespace QuestDb.Tool.Repair;

/// <summary>Opens a slot as its next client does, and notes what that changes.</summary>
internal static class SlotRepair
{
    /// <summary>What opening a slot would change. The lock is held meanwhile.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.SlotInUse"/>, <see cref="ErrorCode.StoreCorrupt"/>, <see cref="ErrorCode.StoreUnsupported"/>,
    /// <see cref="ErrorCode.StoreFailed"/>.
    /// </exception>
    public static async Task<IReadOnlyList<FileChange>> PlanAsync(string slot)
    {
        var files = new WatchedFiles(isDry: true);
        await OpenAsync(files, slot, NoEvents.Instance);
        return files.Changes;
    }

    /// <summary>Opens the slot and closes it.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="files">The file system, which notes the changes.</param>
    /// <param name="problems">Takes what could not be done and is no reason to stop.</param>
    /// <exception cref="QuestDbException">Those of <see cref="PlanAsync"/>; <see cref="ErrorCode.StoreFull"/>.</exception>
    public static Task RunAsync(string slot, WatchedFiles files, ICollection<string> problems) =>
        OpenAsync(files, slot, new Problems(problems));

    private static async Task OpenAsync(WatchedFiles files, string slot, IEventSink events)
    {
        // Recovery makes no segment, so that their size does not matter.
        var options = new SlotOptions(SegmentBytes: 0, MaxBytes: long.MaxValue, SyncInterval: null);
        if (await Slot.Open(files, slot, options, events).CloseAsync(isDrained: false) is { } failure) throw failure;
    }

    /// <summary>Passes on what recovery could not do. That it has cut a torn frame is among the changes.</summary>
    private sealed class Problems(ICollection<string> lines) : IEventSink
    {
        public void Post(ClientEvent e)
        {
            if (e.Error is { Code: not ErrorCode.StoreCorrupt } error) lines.Add(error.Message.ReplaceLineEndings(" "));
        }
    }
}
