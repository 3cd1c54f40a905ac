using System.Globalization;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Events;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Threading;

namespace QuestDb.Store.Slots;

/// <summary>
/// The folder <c>sf_dir</c> with the slots of one or more clients. Each sender of this client has a slot of its own,
/// <c>&lt;sender_id&gt;-ingest-&lt;n&gt;</c>, so that several can write at once. Safe from any thread.
/// </summary>
internal sealed class SlotDirectory
{
    /// <summary>The part between the name and the number of a slot that was renamed because it can't be replayed.</summary>
    public const string AsideSuffix = ".failed-";

    private readonly IFileSystem _files;
    private readonly IEventSink _events;
    private readonly string _senderId;
    private readonly SlotOptions _options;
    /// <summary>Guards the rename of a slot that is set aside: one of the senders that meet it does it. A leaf.</summary>
    private readonly RankedLock _aside = new(LockRank.SlotSetAside);

    private SlotDirectory(IFileSystem files, ClientSettings settings, string path, IEventSink events)
    {
        _files = files;
        _events = events;
        _senderId = settings.Store.SenderId;
        _options = new SlotOptions(settings.Queue.SegmentBytes, settings.Queue.MaxBytes,
            settings.Store.Durability == StoreDurability.Periodic ? settings.Store.SyncInterval : null, settings.Store.SelfSufficient);
        Path = path;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Opens the folder and creates it if it is missing; null without <c>sf_dir</c>.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>: its parent is missing, or it is no folder; <see cref="ErrorCode.StoreFailed"/>.
    /// </exception>
    public static SlotDirectory? Open(ClientSettings settings, IEventSink events, IFileSystem? files = null)
    {
        if (settings.Store.Directory is null) return null;
        string path = System.IO.Path.GetFullPath(settings.Store.Directory);
        if (StoreFolderErrors.Find(path, settings.Store.Directory) is { } error) throw error;
        MakeDirectory(path);
        return new SlotDirectory(files ?? DiskFileSystem.Instance, settings, path, events);
    }

    /// <summary>
    /// Opens the first slot of this sender id that no other sender holds, with the frames that an earlier one left in it. A slot that
    /// can't be replayed is renamed, with an event, and a new one takes its place; a slot marked <c>.failed</c> is skipped.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreUnsupported"/>, <see cref="ErrorCode.StoreFailed"/>,
    /// <see cref="ErrorCode.StoreFull"/>.
    /// </exception>
    public Slot OpenNext()
    {
        for (int number = 0; ; number++)
        {
            string path = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{_senderId}-ingest-{number}"));
            try
            {
                MakeDirectory(path);
                if (!FailedMark.IsOn(path) && TryOpen(path) is { } slot) return slot;
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.StoreCorrupt)
            {
                SetAside(path, e);
                number--;
            }
        }
    }

    /// <summary>
    /// Opens a slot that an earlier client may have left; null when another client holds it, it is marked <c>.failed</c>, or it
    /// has no segments.
    /// </summary>
    /// <exception cref="QuestDbException">As for <see cref="Slot.Open(IFileSystem, string, SlotOptions, IEventSink)"/>.</exception>
    public Slot? TryOpenLeft(string path)
    {
        try
        {
            return FailedMark.IsOn(path) || !Directory.EnumerateFiles(path, SegmentFormat.Pattern).Any() ? null : TryOpen(path);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, path, "What may be in it is not delivered.");
        }
    }

    /// <summary>Folders with the names of slots of this sender id, and those of others if <paramref name="ofOthers"/> is set.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>.</exception>
    public IReadOnlyList<string> FindSlots(bool ofOthers)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Path).Where(path => ofOthers || IsOf(_senderId, System.IO.Path.GetFileName(path)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, Path, "No slot that was left there is delivered.");
        }
    }

    /// <summary>
    /// Whether a slot name belongs to a sender id: a name of this client, of the Rust client, of the Java client's pool, or of
    /// a sender without a pool.
    /// </summary>
    public static bool IsOf(string senderId, string name)
    {
        if (!name.StartsWith(senderId, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> rest = name.AsSpan(senderId.Length);
        // A renamed slot is used again after a person has repaired it and removed its mark.
        if (rest.IndexOf(AsideSuffix) is var aside and >= 0) rest = rest[..aside];
        if (rest.IsEmpty) return true;
        if (rest.StartsWith("-ingest-")) rest = rest["-ingest".Length..];
        return rest.Length > 1 && rest[0] == '-' && !rest[1..].ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>
    /// Opens a slot; null when it is held or marked. A slot that can't be replayed is marked before another client can open it.
    /// </summary>
    private Slot? TryOpen(string path)
    {
        SlotLock? held = null;
        try
        {
            held = SlotLock.TryTake(path);
            if (held is not null && !FailedMark.IsOn(path)) return Slot.Open(_files, path, _options, _events, held);
            held?.Dispose();
            return null;
        }
        catch (Exception e)
        {
            using (held)
            {
                if (e is QuestDbException { Code: ErrorCode.StoreCorrupt }) Mark(path, e.Message);
            }

            if (StoreErrors.IsOfFileSystem(e)) throw StoreErrors.Wrap(e, path, "The slot was not opened.");
            throw;
        }
    }

    private static void Mark(string path, string reason)
    {
        try
        {
            FailedMark.Put(path, reason);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, path, $"{reason} It could not be marked {FailedMark.FileName}.");
        }
    }

    private void SetAside(string path, QuestDbException reason)
    {
        try
        {
            string target;
            using (_aside.Enter())
            {
                // Another thread has renamed the slot first, and a new slot has its path.
                if (!FailedMark.IsOn(path)) return;
                target = Enumerable.Range(0, int.MaxValue)
                    .Select(n => string.Create(CultureInfo.InvariantCulture, $"{path}{AsideSuffix}{n}"))
                    .First(static p => !Directory.Exists(p));
                Directory.Move(path, target);
            }

            var error = new QuestDbException(ErrorCode.StoreCorrupt,
                $"{reason.Message} Its rows are kept in {target}; writing goes on in an empty slot.", reason);
            _events.Post(new ClientEvent(ClientEventKind.SlotSetAside, "", error: error) { Slot = target });
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has renamed the slot first.
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, path, $"{reason.Message} It could not be set aside.");
        }
    }

    private static void MakeDirectory(string path)
    {
        try
        {
            PrivateFiles.MakeFolder(path);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, path, "It could not be made.");
        }
    }
}
