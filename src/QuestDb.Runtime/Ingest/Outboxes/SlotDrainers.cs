using System.Collections.Concurrent;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Store;
using QuestDb.Store.Slots;

namespace QuestDb.Ingest.Outboxes;

/// <summary>
/// Delivers, in the background, the slots that earlier clients left: those of the same sender id, and with
/// <c>drain_orphans=on</c> those of others, each over a connection of its own, <c>max_background_drainers</c> at a time.
/// </summary>
internal sealed class SlotDrainers : IAsyncDisposable
{
    private readonly SlotDirectory _slots;
    private readonly DeliveryContext _context;
    private readonly IEventSink _events;
    private readonly ConcurrentQueue<string> _paths;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;

    /// <param name="slots">The folder.</param>
    /// <param name="paths">The slots in it that are delivered, as far as nobody holds them.</param>
    /// <param name="context">What the deliveries of the client share.</param>
    /// <param name="events">Receives what happens.</param>
    public SlotDrainers(SlotDirectory slots, IReadOnlyList<string> paths, DeliveryContext context, IEventSink events)
    {
        _slots = slots;
        _context = context;
        _events = events;
        _paths = new ConcurrentQueue<string>(paths);
        _workers = new Task[Math.Min(_paths.Count, context.Settings.Store.MaxDrainers)];
        for (int i = 0; i < _workers.Length; i++) _workers[i] = Task.Run(RunAsync);
    }

    /// <summary>Ends the deliveries; what they have not delivered stays in its slot.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_workers).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested && _paths.TryDequeue(out string? path))
        {
            try
            {
                if (_slots.TryOpenLeft(path) is { } slot) await DrainAsync(slot).ConfigureAwait(false);
            }
            catch (QuestDbException e)
            {
                _events.Post(new ClientEvent(ClientEventKind.DrainFailed, "", error: e) { Slot = path });
            }
        }
    }

    private async Task DrainAsync(Slot slot)
    {
        Outbox outbox = Outbox.Recover(_context, DeliveryPolicy.LeftSlot, _events, slot);
        UnackedFrames frames = outbox.Unacked;
        QuestDbException? failure = null;
        if (frames.Count > 0)
        {
            outbox.StartInBackground();
            // When the client closes first, the next one goes on.
            failure = await outbox.DrainAsync(_stop.Token).ConfigureAwait(false);
        }

        QuestDbException? closing = await outbox.CloseAsync().ConfigureAwait(false);
        if (outbox.IsDrained && frames.Count > 0)
        {
            _events.Post(new ClientEvent(ClientEventKind.Drained, "", frames.FirstFsn, frames.LastFsn) { Slot = slot.Path });
        }

        if ((failure ?? closing) is { } error) throw error;
    }
}
