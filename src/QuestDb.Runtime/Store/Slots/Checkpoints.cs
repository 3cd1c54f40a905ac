using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// Writes a slot through to stable storage every <c>sf_sync_interval_millis</c> (<c>sf_durability=periodic</c>). A checkpoint
/// that fails is reported and stops further writes until one succeeds: the rows would be less safe than the user asked for.
/// </summary>
internal sealed class Checkpoints(Slot slot, TimeSpan interval)
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private QuestDbException? _failure;

    public void Start() => _loop = RunAsync();

    /// <summary>Throws the error of the last checkpoint.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure) throw new QuestDbException(failure.Code, failure.Message, failure.InnerException);
    }

    /// <summary>Ends the checkpoints, after a last one if asked for, and returns its error.</summary>
    public async Task<QuestDbException?> StopAsync(bool sync)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _stop.Dispose();
        if (!sync) return null;
        Checkpoint();
        return _failure;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, _stop.Token).ConfigureAwait(false);
                Checkpoint();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping is how the loop ends.
        }
    }

    private void Checkpoint()
    {
        bool hasFailed = _failure is not null;
        try
        {
            slot.Sync(rewrite: hasFailed);
            Volatile.Write(ref _failure, null);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            QuestDbException failure = StoreErrors.Wrap(e, slot.Path,
                "Its frames are not on stable storage (sf_durability=periodic); no row is queued until a checkpoint succeeds.");
            Volatile.Write(ref _failure, failure);
            if (!hasFailed) slot.Report(failure);
        }
    }
}
