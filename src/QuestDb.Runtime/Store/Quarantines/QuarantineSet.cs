using System.Collections.Concurrent;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Store.Files;
using QuestDb.Store.Slots;

namespace QuestDb.Store.Quarantines;

/// <summary>
/// The quarantines of one client: of its slots (and with <c>drain_orphans</c> of every slot in <c>sf_dir</c>), or the one in memory.
/// Safe from any thread.
/// </summary>
internal sealed class QuarantineSet(ClientSettings settings)
{
    private readonly QuarantineMemory _memory = new();
    private readonly ConcurrentDictionary<string, QuarantineFolder> _folders = new(StringComparer.Ordinal);

    /// <summary>The quarantine of a slot, or of senders without one.</summary>
    /// <param name="slotDirectory">The slot, or null.</param>
    public Quarantine Of(string? slotDirectory) => slotDirectory is null
        ? _memory
        : _folders.GetOrAdd(Path.GetFullPath(slotDirectory), static (path, sync) => new QuarantineFolder(path, sync),
            settings.Store.Durability == StoreDurability.Periodic);

    /// <summary>Every quarantine that there may be frames in, with the name of its slot; empty for the one in memory.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/></exception>
    public IReadOnlyList<(string Slot, Quarantine Quarantine)> All()
    {
        if (settings.Store.Directory is not { } directory) return [("", _memory)];
        try
        {
            if (!Directory.Exists(directory)) return [];
            return [.. Directory.EnumerateDirectories(directory)
                .Where(path => IsOurs(Path.GetFileName(path)) && Directory.Exists(Path.Combine(path, QuarantineFolder.FolderName)))
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetFileName(path), Of(path)))];
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, directory, "What is set aside there stays.");
        }
    }

    /// <summary>A slot that was set aside has a suffix to its name and still the frames that its server rejected.</summary>
    private bool IsOurs(string slot)
    {
        int suffix = slot.LastIndexOf(SlotDirectory.AsideSuffix, StringComparison.Ordinal);
        return settings.Store.DrainOrphans || SlotDirectory.IsOf(settings.Store.SenderId, slot)
            || (suffix > 0 && SlotDirectory.IsOf(settings.Store.SenderId, slot[..suffix]));
    }
}
