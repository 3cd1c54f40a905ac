#if DEBUG
namespace QuestDb.Threading;

/// <summary>
/// The place of one lock in the order, in a debug build: a thread that takes it out of order gets an error, whether or not it
/// meets another thread.
/// </summary>
/// <param name="rank">The place.</param>
/// <param name="isReentrant">Whether a thread that holds the lock may take it again.</param>
internal sealed class LockPlace(LockRank rank, bool isReentrant)
{
    [ThreadStatic]
    private static List<LockPlace>? t_held;
    private static string? s_firstInversion;

    private LockRank Rank { get; } = rank;

    /// <summary>
    /// Takes what went wrong first in this process, with its stack. It is kept because code that catches everything may hide the
    /// exception.
    /// </summary>
    public static string? TakeInversion() => Interlocked.Exchange(ref s_firstInversion, null);

    /// <summary>Called before the lock is taken.</summary>
    /// <exception cref="InvalidOperationException">The thread holds it, or another that does not come before it.</exception>
    public void Check()
    {
        if (t_held is not { Count: > 0 } held || (isReentrant && held.Contains(this))) return;
        LockPlace highest = Highest(held);
        if (Rank <= highest.Rank) throw Inversion($"The lock {Rank} is taken by a thread that holds {highest.Rank}.");
    }

    /// <summary>Called before the thread waits under the lock, which it takes back afterwards.</summary>
    /// <exception cref="InvalidOperationException">It holds another that does not come before it.</exception>
    public void CheckWait()
    {
        LockPlace highest = Highest(t_held!);
        if (highest != this) throw Inversion($"A thread that waits under the lock {Rank} holds {highest.Rank}.");
    }

    /// <summary>Called when the thread has taken the lock.</summary>
    public void Taken() => (t_held ??= []).Add(this);

    /// <summary>Called before the thread gives the lock back.</summary>
    public void Left() => t_held!.RemoveAt(t_held.LastIndexOf(this));

    /// <summary>The last of the order; there is one. Written out because tests count what a thread allocates.</summary>
    private static LockPlace Highest(List<LockPlace> held)
    {
        LockPlace highest = held[0];
        foreach (LockPlace one in held)
            if (one.Rank > highest.Rank)
                highest = one;
        return highest;
    }

    private static InvalidOperationException Inversion(string what)
    {
        string message = $"{what} {nameof(LockRank)} is the order; docs/architecture.md explains it.";
        Interlocked.CompareExchange(ref s_firstInversion, $"{message}{Environment.NewLine}{Environment.StackTrace}", null);
        return new InvalidOperationException(message);
    }
}
#endif
