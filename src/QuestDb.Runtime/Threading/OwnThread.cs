namespace QuestDb.Threading;

/// <summary>
/// Threads of the client's own. What delivers rows and receives results runs on them, since the threads of the pool may all be
/// callers that wait for just that.
/// </summary>
internal static class OwnThread
{
    /// <summary>Runs work on a new thread, which does not keep the process alive.</summary>
    /// <param name="name">The name that debuggers show.</param>
    /// <param name="work">The work; it throws nothing.</param>
    public static void Start(string name, Action work) => new Thread(work.Invoke) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs work on a new thread.</summary>
    /// <returns>The end of the work, with its exception.</returns>
    public static Task Run(string name, Action work) => Run(name, () =>
    {
        work();
        return true;
    });

    /// <inheritdoc cref="Run"/>
    public static Task<T> Run<T>(string name, Func<T> work)
    {
        var end = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(name, () =>
        {
            T result;
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                end.SetException(e);
                return;
            }

            end.SetResult(result);
        });
        return end.Task;
    }
}
