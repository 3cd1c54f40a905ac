namespace QuestDb.Egress;

/// <summary>Calls back into the application while a query fails over, and refuses what it must not do from there.</summary>
/// <param name="sql">The query, for messages.</param>
internal sealed class FailoverCallbacks(string sql)
{
    /// <summary>The thread that is in a callback, or 0.</summary>
    private int _thread;

    /// <summary>Calls back.</summary>
    public void Call<TEvent>(Action<TEvent> callback, TEvent e)
    {
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            callback(e);
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
        }
    }

    /// <summary>Refuses a call that one thread at a time may make while a callback has the turn.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfRunning()
    {
        if (Volatile.Read(ref _thread) != 0) throw InCallback();
    }

    /// <summary>Refuses a call that any thread may make when a callback makes it.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfCaller()
    {
        if (Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId) throw InCallback();
    }

    private QuestDbException InCallback() => new(ErrorCode.InvalidState,
        "A failover callback must not use the reader, cursor or result whose query fails over. To end the query, "
        + $"cancel its token or throw. [{sql}]");
}
