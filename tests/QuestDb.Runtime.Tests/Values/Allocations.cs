namespace QuestDb.Tests.Values;

internal static class Allocations
{
    /// <summary>Bytes of a call after a first one has filled the caches.</summary>
    public static long Of(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
