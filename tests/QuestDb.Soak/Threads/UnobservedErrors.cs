namespace QuestDb.Soak.Threads;

/// <summary>Counts errors of tasks that nobody looked at.</summary>
internal sealed class UnobservedErrors : IDisposable
{
    private readonly TextWriter _log;
    private int _count;

    public UnobservedErrors(TextWriter log)
    {
        _log = log;
        TaskScheduler.UnobservedTaskException += Add;
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Add;

    private void Add(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        Interlocked.Increment(ref _count);
        _log.WriteLine($"Unobserved: {e.Exception}");
    }
}
