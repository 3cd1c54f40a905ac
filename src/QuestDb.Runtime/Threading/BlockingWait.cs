using System.Runtime.CompilerServices;

namespace QuestDb.Threading;

/// <summary>
/// Lets a synchronous call wait for work that finishes on other threads: on an event of its own, never on the caller's context.
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
}
