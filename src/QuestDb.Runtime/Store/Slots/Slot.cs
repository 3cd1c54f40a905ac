using QuestDb.Events;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Threading;

namespace QuestDb.Store.Slots;

/// <summary>
/// An open slot: the directory in which one sender keeps its frames until they are acknowledged. It holds the slot's lock
/// from opening to disposal.
/// </summary>
/// <remarks>Only the sender calls <see cref="Append"/>; acks and checkpoints come from other threads.</remarks>
internal sealed partial class Slot : IAsyncDisposable
{
    private readonly IFileSystem _files;
    private readonly SlotOptions _options;
    private readonly IEventSink _events;
    private readonly SlotLock _lock;
    private readonly AckWatermark _watermark;
    private readonly Checkpoints? _checkpoints;

    /// <summary>Guards the acks: the watermark, and the order in which segments are deleted.</summary>
    private readonly RankedLock _acks = new(LockRank.SlotAcks);

    /// <summary>Guards the list of segments and their counters. No file is read or written while it is held.</summary>
    private readonly RankedLock _gate = new(LockRank.SlotSegments);

    /// <summary>Segments in FSN order; frames go to the last.</summary>
    private readonly List<SegmentFile> _segments = [];
    private SymbolFile? _symbols;
    private ulong _nextNumber;
    private long _ackedFsn = -1;
    private int _closed;
    private long _allocated;

    private Slot(IFileSystem files, string path, SlotOptions options, IEventSink events, SlotLock slotLock, SlotRecovery recovery)
    {
        _files = files;
        _options = options;
        _events = events;
        _lock = slotLock;
        _watermark = new AckWatermark(files, path);
        Path = path;
        Recovered = recovery;
        if (options.SyncInterval is { } interval) _checkpoints = new Checkpoints(this, interval);
    }

    /// <summary>The slot directory.</summary>
    public string Path { get; }

    /// <summary>The state in which the last client left the slot.</summary>
    public SlotRecovery Recovered { get; }

    /// <summary>Bytes of all segment files.</summary>
    public long AllocatedBytes
    {
        get { using (_gate.Enter()) return _allocated; }
    }

    /// <summary>Opens a slot whose directory exists.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.SlotInUse"/>; <see cref="ErrorCode.StoreCorrupt"/>,
    /// <see cref="ErrorCode.StoreUnsupported"/>: nothing was changed; <see cref="ErrorCode.StoreFailed"/>,
    /// <see cref="ErrorCode.StoreFull"/>.
    /// </exception>
    public static Slot Open(IFileSystem files, string path, SlotOptions options, IEventSink events)
    {
        SlotLock? slotLock = null;
        try
        {
            slotLock = SlotLock.TryTake(path) ?? throw SlotLock.InUse(path);
            return Open(files, path, options, events, slotLock);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            slotLock?.Dispose();
            throw StoreErrors.Wrap(e, path, "The slot was not opened.");
        }
        catch
        {
            slotLock?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a slot whose lock the caller has taken. The opened slot releases it.</summary>
    internal static Slot Open(IFileSystem files, string path, SlotOptions options, IEventSink events, SlotLock slotLock)
    {
        var slot = new Slot(files, path, options, events, slotLock, SlotRecovery.Read(files, path));
        try
        {
            if (slot.Recovered.HasPending) slot.Adopt();
            else slot.Clear();
            slot._checkpoints?.Start();
            return slot;
        }
        catch
        {
            slot.CloseFiles();
            throw;
        }
    }

    /// <summary>Whether staged frames fit the slot's size limit.</summary>
    public bool HasRoom(long stagedBytes)
    {
        using (_gate.Enter())
        {
            long beyond = stagedBytes - (_segments.Count == 0 ? 0 : _segments[^1].Free);
            if (beyond <= 0) return true;
            long capacity = _options.SegmentBytes - SegmentFormat.HeaderLength;
            return _allocated + ((beyond + capacity - 1) / capacity * _options.SegmentBytes) <= _options.MaxBytes;
        }
    }

    /// <summary>Notes that frames are acknowledged and deletes the segments that hold no other ones.</summary>
    public void Ack(long fsn)
    {
        Exception? failure = null;
        using (_acks.Enter())
        {
            if (fsn <= _ackedFsn) return;
            _ackedFsn = fsn;
            try
            {
                _watermark.Write(fsn);
            }
            catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
            {
                // Segments are deleted all the same, since on a full disk that makes room.
                failure = e;
            }

            try
            {
                DeleteAcked(fsn);
            }
            catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
            {
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            Report(StoreErrors.Wrap(failure, Path,
                $"Frames up to FSN {fsn} are acknowledged; what could not be noted or deleted may be sent once more by the next client."));
        }
    }

    /// <summary>Keeps clients from delivering the slot on their own from now on.</summary>
    public void MarkFailed(string reason)
    {
        try
        {
            FailedMark.Put(Path, reason);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            Report(StoreErrors.Wrap(e, Path, $"It could not be marked {FailedMark.FileName}. {reason}"));
        }
    }

    /// <summary>Ends checkpoints, deletes the files of a slot that has delivered everything, and releases the lock.</summary>
    /// <param name="isDrained">Whether no frame waits for its ack.</param>
    /// <returns>The error, or null; the lock is released in any case.</returns>
    public async Task<QuestDbException?> CloseAsync(bool isDrained)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return null;
        try
        {
            QuestDbException? failure = _checkpoints is null ? null : await _checkpoints.StopAsync(sync: !isDrained).ConfigureAwait(false);
            failure ??= Attempt(Repair, "Rows of a write that failed may still be in its last segment.");
            CloseFiles();
            return failure
                ?? (isDrained ? Attempt(DeleteFiles, "All of its frames are delivered; the next client may send some once more.") : null);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (await CloseAsync(isDrained: false).ConfigureAwait(false) is { } failure) throw failure;
    }

    internal void Report(QuestDbException error) =>
        _events.Post(new ClientEvent(ClientEventKind.StoreFailed, "", error: error) { Slot = Path });

    /// <summary>
    /// Deletes the segments that are full and wholly acknowledged, in FSN order, because a deleted segment between two
    /// others would be a gap.
    /// </summary>
    private void DeleteAcked(long fsn)
    {
        while (FirstAcked(fsn) is { } segment)
        {
            segment.Dispose();
            _files.Delete(segment.Path);
            using (_gate.Enter())
            {
                _segments.Remove(segment);
                _allocated -= segment.Length;
            }
        }
    }

    private SegmentFile? FirstAcked(long fsn)
    {
        using (_gate.Enter()) return _segments.Count < 2 || _segments[0].EndFsn - 1 > fsn ? null : _segments[0];
    }

    private QuestDbException? Attempt(Action action, string outcome)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            return StoreErrors.Wrap(e, Path, outcome);
        }
    }

    private void CloseFiles()
    {
        using (_gate.Enter())
        {
            foreach (SegmentFile segment in _segments) segment.Dispose();
            _segments.Clear();
        }

        _symbols?.Dispose();
        _watermark.Dispose();
    }
}
