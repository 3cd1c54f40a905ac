namespace QuestDb.Egress;

/// <summary>Calls back into the application while a query fails over, and refuses calls that a callback must not make.</summary>
/// <param name="sql">The query, for messages.</param>
internal sealed class FailoverCallbacks(string sql)
{
    /// <summary>The id of the thread that runs a callback, or 0.</summary>
    private int _thread;

    /// <summary>Runs a callback.</summary>
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

    /// <summary>Throws while a callback runs, for calls that only one thread at a time may make.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfRunning()
    {
        if (Volatile.Read(ref _thread) != 0) throw InCallback();
    }

    /// <summary>Throws when a callback makes the call, for calls that other threads may make at any time.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfCaller()
    {
        if (Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId) throw InCallback();
    }

    private QuestDbException InCallback() => new(ErrorCode.InvalidState,
        "A failover callback must not use the reader, cursor or result whose query fails over. To end the query, "
        + $"cancel its token or throw. [{sql}]");
}
