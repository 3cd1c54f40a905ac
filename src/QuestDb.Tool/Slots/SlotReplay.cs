using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Ingest.Outboxes;
using QuestDb.Store;
using QuestDb.Store.Files;
using QuestDb.Store.Slots;
using QuestDb.Transport;

namespace QuestDb.Tool.Slots;

/// <summary>A slot that is delivered: its lock is held from the beginning to the end.</summary>
internal sealed class SlotReplay : IAsyncDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly QwpTransport _transport;
    private readonly Outbox _outbox;
    private readonly UnackedFrames _frames;

    private SlotReplay(Slot slot, ClientSettings settings, IEventSink events)
    {
        _path = slot.Path;
        _transport = new QwpTransport(settings);
        _outbox = Outbox.Recover(new DeliveryContext(_transport), DeliveryPolicy.SlotByHand, events, slot);
        _frames = _outbox.Unacked;
    }

    /// <summary>Frames to deliver.</summary>
    public long FrameCount => _frames.Count;

    /// <summary>Opens a slot to deliver it.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.SlotInUse"/> and what else keeps a slot from being opened;
    /// <see cref="ErrorCode.InvalidConfiguration"/>.
    /// </exception>
    public static async Task<SlotReplay> OpenAsync(string path, ClientSettings settings, IEventSink events)
    {
        Slot slot = Slot.Open(DiskFileSystem.Instance, path,
            new SlotOptions(settings.Queue.SegmentBytes, settings.Queue.MaxBytes, SyncInterval: null), events);
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
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; why delivery has stopped. What is not acknowledged stays in the slot.
    /// </exception>
    public async Task RunAsync(Action<long> progress, CancellationToken cancellationToken)
    {
        await _outbox.StartAsync().WaitAsync(cancellationToken);
        Task delivered = _outbox.WaitDrainedAsync(cancellationToken);
        while (await Task.WhenAny(delivered, Task.Delay(s_step, cancellationToken)) != delivered)
        {
            progress(_outbox.AckedFsn - _frames.FirstFsn + 1);
        }

        await delivered;
        FailedMark.Remove(_path);
    }

    public async ValueTask DisposeAsync()
    {
        await _outbox.StopAsync();
        QuestDbException? failure = await _outbox.CloseAsync();
        _transport.Dispose();
        if (failure is not null) throw failure;
    }
}
