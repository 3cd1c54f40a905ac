using System.Runtime.CompilerServices;

namespace QuestDb.Threading;

/// <summary>
/// Blocks a synchronous call until work on other threads is done. It waits on an event of its own, so that it does not need the
/// caller's synchronization context.
/// </summary>
internal static class BlockingWait
{
    public static T For<T>(ValueTask<T> work)
    {
        ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter awaiter = work.ConfigureAwait(false).GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            using var done = new ManualResetEventSlim();
            awaiter.UnsafeOnCompleted(done.Set);
            done.Wait();
        }

        return awaiter.GetResult();
    }

    /// <summary>Waits until work has ended, whatever came of it.</summary>
    public static void Settle(Task work)
    {
        ConfiguredTaskAwaitable.ConfiguredTaskAwaiter awaiter = work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter();
        if (awaiter.IsCompleted) return;
        using var done = new ManualResetEventSlim();
        awaiter.UnsafeOnCompleted(done.Set);
        done.Wait();
    }

    /// <summary>Waits for some time until work has ended, whatever came of it; false when the time is over.</summary>
    public static bool Settle(Task work, TimeSpan patience) =>
        work.IsCompleted || ((IAsyncResult)work).AsyncWaitHandle.WaitOne(patience);
}
