using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Store;
using QuestDb.Store.Slots;
using QuestDb.Threading;
using QuestDb.Transport;

namespace QuestDb.Ingest.Outboxes;

/// <summary>
/// Delivers, in the background, the slots that clients left: those of the same sender id, and with <c>drain_orphans=on</c> those of
/// others, each over a connection of its own, <c>max_background_drainers</c> at a time. A slot that another client holds, or that failed
/// for a reason that may pass, is looked at again.
/// </summary>
internal sealed class SlotDrainers : IAsyncDisposable
{
    /// <summary>The longest time between two tries of a slot that fails.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    private readonly SlotDirectory _slots;
    private readonly DeliveryContext _context;
    private readonly IEventSink _events;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Guards the slots that wait, that are delivered, and that have failed, and the workers.</summary>
    private readonly RankedLock _gate = new(LockRank.SlotDrainers);
    private readonly Queue<string> _waiting = new();
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, Failing> _failing = [];
    private readonly List<Task> _workers = [];
    private int _working;
    private bool _isFolderUnreadable;

    /// <param name="slots">The folder.</param>
    /// <param name="context">What the deliveries of the client share.</param>
    /// <param name="events">Receives what happens.</param>
    /// <param name="time">The clock of the pauses after a failure.</param>
    public SlotDrainers(SlotDirectory slots, DeliveryContext context, IEventSink events, TimeProvider time)
    {
        _slots = slots;
        _context = context;
        _events = events;
        _time = time;
    }

    /// <summary>Looks for slots that are left, and begins to deliver them. It is called from time to time.</summary>
    public void Look()
    {
        IReadOnlyList<string> paths;
        try
        {
            paths = _slots.FindSlots(_context.Settings.Store.DrainOrphans);
            _isFolderUnreadable = false;
        }
        catch (QuestDbException e)
        {
            // Once, until it can be read again.
            if (!_isFolderUnreadable) _events.Post(new ClientEvent(ClientEventKind.StoreFailed, "", error: e));
            _isFolderUnreadable = true;
            return;
        }

        Deliver(paths);
    }

    /// <summary>Begins to deliver slots; those that another client holds are left out.</summary>
    public void Deliver(IReadOnlyList<string> paths)
    {
        using (_gate.Enter())
        {
            foreach (string path in paths)
            {
                bool isDue = !_failing.TryGetValue(path, out Failing? failing) || _time.GetElapsedTime(failing.Since) >= failing.Pause;
                if (isDue && _taken.Add(path)) _waiting.Enqueue(path);
            }

            _workers.RemoveAll(static worker => worker.IsCompleted);
            for (int n = _waiting.Count; n > 0 && _working < _context.Settings.Store.MaxDrainers; n--, _working++) _workers.Add(RunAsync());
        }
    }

    /// <summary>Ends the deliveries; frames that are not delivered stay in their slot.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] workers;
        using (_gate.Enter()) workers = [.. _workers];
        await Task.WhenAll(workers).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        // The rest runs on another thread, since the caller holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (TryTake(out string path))
        {
            Exception? failure = null;
            try
            {
                if (_slots.TryOpenLeft(path) is { } slot) await DrainAsync(slot).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whatever it is, the slots behind this one go on.
                failure = e;
            }

            if (failure is not null) Report(path, failure);
            Leave(path, failure is not null);
        }
    }

    private bool TryTake(out string path)
    {
        using (_gate.Enter())
        {
            path = "";
            if (!_stop.IsCancellationRequested && _waiting.TryDequeue(out path!)) return true;
            _working--;
            return false;
        }
    }

    private void Leave(string path, bool hasFailed)
    {
        using (_gate.Enter())
        {
            _taken.Remove(path);
            if (!hasFailed)
            {
                _failing.Remove(path);
                return;
            }

            if (!_failing.TryGetValue(path, out Failing? failing))
            {
                TimeSpan first = _context.Settings.Pool.HousekeeperInterval;
                _failing.Add(path, failing = new Failing(new Backoff(first, s_longestPause, Jitter.Equal)));
            }

            failing.Again(_time.GetTimestamp());
        }
    }

    private void Report(string path, Exception failure)
    {
        QuestDbException error = failure as QuestDbException
            ?? new QuestDbException(ErrorCode.StoreFailed, $"{path} can't be delivered: {failure.Message}", failure);
        _events.Post(new ClientEvent(ClientEventKind.DrainFailed, "", error: error) { Slot = path });
    }

    private async Task DrainAsync(Slot slot)
    {
        Outbox outbox = Outbox.Recover(_context, DeliveryPolicy.LeftSlot, _events, slot);
        UnackedFrames frames = outbox.Unacked;
        QuestDbException? failure = null;
        if (frames.Count > 0)
        {
            outbox.StartInBackground();
            // When this client closes before the end, the next client goes on with the slot.
            failure = await outbox.DrainAsync(_stop.Token).ConfigureAwait(false);
        }

        QuestDbException? closing = await outbox.CloseAsync().ConfigureAwait(false);
        if (outbox.IsDrained && frames.Count > 0)
        {
            _events.Post(new ClientEvent(ClientEventKind.Drained, "", frames.FirstFsn, frames.LastFsn) { Slot = slot.Path });
        }

        if ((failure ?? closing) is { } error) throw error;
    }

    /// <summary>When a slot that failed is tried again.</summary>
    private sealed class Failing(Backoff backoff)
    {
        public long Since { get; private set; }

        public TimeSpan Pause { get; private set; }

        public void Again(long now) => (Since, Pause) = (now, backoff.Next());
    }
}
