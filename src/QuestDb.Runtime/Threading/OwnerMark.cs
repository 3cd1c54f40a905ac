namespace QuestDb.Threading;

/// <summary>
/// Is held by each call that uses an object which belongs to one thread at a time, so that a second thread gets an error in place of
/// broken state. It costs one interlocked instruction a call.
/// </summary>
/// <param name="what">What belongs to one thread, such as "reader".</param>
internal sealed class OwnerMark(string what)
{
    private int _held;

    /// <summary>Takes the mark until what is returned is disposed.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: another call is under way.</exception>
    public Held Use()
    {
        if (Interlocked.CompareExchange(ref _held, 1, 0) != 0) throw InUse(what);
        return new Held(this);
    }

    /// <summary>The error of a call that found another one under way.</summary>
    public static QuestDbException InUse(string what) => new(ErrorCode.InvalidState,
        $"Another call uses the {what}: it belongs to one thread at a time, and an asynchronous call must be awaited before the next one. "
        + "Give each thread its own.");

    /// <summary>The mark of one call.</summary>
    internal readonly struct Held(OwnerMark mark) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref mark._held, 0);
    }
}
