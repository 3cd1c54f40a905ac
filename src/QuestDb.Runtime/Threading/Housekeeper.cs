namespace QuestDb.Threading;

/// <summary>Runs a piece of work at an interval, on one task, until it is disposed.</summary>
internal sealed class Housekeeper : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Action _work;
    private readonly Task _loop;

    public Housekeeper(TimeSpan interval, TimeProvider time, Action work)
    {
        _timer = new PeriodicTimer(interval, time);
        _work = work;
        _loop = RunAsync();
    }

    /// <summary>Ends the work; throws the exception that ended it before, if there was one.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false)) _work();
    }
}
