namespace QuestDb.Soak.Slots;

/// <summary>Looks at the heap every few milliseconds, and remembers the most that it saw.</summary>
internal sealed class HeapPeak : IDisposable
{
    private readonly Timer _timer;
    private long _bytes;

    public HeapPeak() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

    /// <summary>The most bytes since the last <see cref="Reset"/>, with garbage that was not collected yet.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Reset() => Interlocked.Exchange(ref _bytes, 0);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long bytes = GC.GetTotalMemory(forceFullCollection: false);
        if (bytes > Interlocked.Read(ref _bytes)) Interlocked.Exchange(ref _bytes, bytes);
    }
}
