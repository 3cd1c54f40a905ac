using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Ingest;
using QuestDb.Internal;
using QuestDb.Store;
using QuestDb.Transport;

namespace QuestDb.Tool.Slots;

/// <summary>A slot that is delivered: its lock is held from the beginning to the end.</summary>
internal sealed class SlotReplay : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);

    private readonly Slot _slot;
    private readonly QwpTransport _transport;
    private readonly QueryPool _queries;
    private readonly FrameQueue _queue;
    private readonly Delivery _delivery;
    private readonly long _first;
    private readonly long _last;

    private SlotReplay(Slot slot, ClientSettings settings, IEventSink events)
    {
        _slot = slot;
        _transport = new QwpTransport(settings);
        _queries = new QueryPool(_transport);
        SymbolDictionary dictionary = slot.Recovered.Dictionary;
        _queue = FrameQueue.Recover(settings.Queue.SegmentBytes, settings.Queue.MaxBytes, slot, dictionary);
        (_first, _last) = (_queue.AckedFsn + 1, _queue.PublishedFsn);
        _delivery = new Delivery(new IngestContext(_transport, _queries), _queue, dictionary, events);
    }

    /// <summary>Frames to deliver.</summary>
    public long FrameCount => _last - _first + 1;

    /// <summary>Opens a slot to deliver it.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.SlotInUse"/> and what else keeps a slot from being opened; <see cref="ErrorCode.InvalidConfiguration"/>.</exception>
    public static async Task<SlotReplay> OpenAsync(string path, ClientSettings settings, IEventSink events)
    {
        Slot slot = Slot.Open(DiskFileSystem.Instance, path, new SlotOptions(settings.Queue.SegmentBytes, settings.Queue.MaxBytes, SyncInterval: null), events);
        try
        {
            return new SlotReplay(slot, settings, events);
        }
        catch
        {
            await slot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Delivers them.</summary>
    /// <param name="progress">Told, every second, how many have been acknowledged.</param>
    /// <param name="cancellationToken">Ends the delivery; what is not acknowledged stays in the slot.</param>
    /// <exception cref="QuestDbException">The codes of a failed connection; why delivery has stopped. What is not acknowledged stays in the slot.</exception>
    public async Task RunAsync(Action<long> progress, CancellationToken cancellationToken)
    {
        await Task.Run(_delivery.EnsureStarted, cancellationToken).WaitAsync(cancellationToken);
        Task delivered = _queue.WaitAckedAsync(AckLevel.Durable, _last, Timeout.InfiniteTimeSpan, cancellationToken).AsTask();
        while (await Task.WhenAny(delivered, Task.Delay(s_step, cancellationToken)) != delivered) progress(_queue.AckedFsn - _first + 1);
        await delivered;
        FailedMark.Remove(_slot.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await _delivery.StopAsync();
        QuestDbException? failure = await _slot.CloseAsync(isDrained: _queue.AckedFsn == _last);
        await _queries.DisposeAsync();
        _transport.Dispose();
        if (failure is not null) throw failure;
    }
}
