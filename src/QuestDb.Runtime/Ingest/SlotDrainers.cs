using System.Collections.Concurrent;
using QuestDb.Internal;
using QuestDb.Store;

namespace QuestDb.Ingest;

/// <summary>
/// Delivers, in the background, the slots that earlier clients left: those of the same sender id, and with
/// <c>drain_orphans=on</c> those of others, each over a connection of its own, <c>max_background_drainers</c> at a time.
/// </summary>
internal sealed class SlotDrainers : IAsyncDisposable
{
    private readonly SlotDirectory _slots;
    private readonly IngestContext _context;
    private readonly IEventSink _events;
    private readonly ConcurrentQueue<string> _paths;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;

    /// <param name="slots">The folder.</param>
    /// <param name="paths">The slots in it that are delivered, as far as nobody holds them.</param>
    /// <param name="context">What the client's senders share.</param>
    /// <param name="events">Receives what happens.</param>
    public SlotDrainers(SlotDirectory slots, IReadOnlyList<string> paths, IngestContext context, IEventSink events)
    {
        _slots = slots;
        _context = context;
        _events = events;
        _paths = new ConcurrentQueue<string>(paths);
        _workers = new Task[Math.Min(_paths.Count, context.Settings.MaxBackgroundDrainers)];
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
        SymbolDictionary dictionary = slot.Recovered.Dictionary;
        FrameQueue queue = FrameQueue.Recover(_context.Settings.SegmentBytes, _context.Settings.MaxQueueBytes, slot, dictionary);
        (long first, long last) = (queue.AckedFsn + 1, queue.PublishedFsn);
        QuestDbException? failure = null;
        if (first <= last)
        {
            var delivery = new Delivery(_context, queue, dictionary, _events) { IsDrainer = true };
            delivery.StartInBackground();
            try
            {
                await queue.WaitAckedAsync(AckLevel.Durable, last, Timeout.InfiniteTimeSpan, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The client closes; the next one goes on.
            }
            catch (QuestDbException e)
            {
                failure = e;
            }

            await delivery.StopAsync().ConfigureAwait(false);
        }

        bool isDrained = queue.AckedFsn == last;
        // What the server refuses for good would be refused again at each start: it waits for a person. Anything else, such as
        // refused credentials, may have passed by then. The mark comes before another sender can take the slot.
        if (failure is { Code: ErrorCode.Rejected }) slot.MarkFailed(failure.Message);
        QuestDbException? closing = await slot.CloseAsync(isDrained).ConfigureAwait(false);
        if (isDrained && first <= last) _events.Post(new ClientEvent(ClientEventKind.Drained, "", first, last) { Slot = slot.Path });
        if ((failure ?? closing) is { } error) throw error;
    }
}
