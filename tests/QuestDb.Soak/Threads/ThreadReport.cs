namespace QuestDb.Soak.Threads;

/// <summary>What a run of many threads counted.</summary>
public sealed record ThreadReport
{
    /// <summary>Growth of the heap that is noise: free segments of the queue, caches that fill up.</summary>
    private const double Noise = 16;

    public int Threads { get; init; }

    public int Restarts { get; init; }

    /// <summary>Rows that were written.</summary>
    public long Written { get; init; }

    /// <summary>Rows that were read back.</summary>
    public long Stored { get; init; }

    /// <summary>Slices whose rows have another checksum than was written.</summary>
    public int WrongChecksums { get; init; }

    /// <summary>Rows that came before an earlier one of their thread, or where one is missing or doubled.</summary>
    public long OutOfOrder { get; init; }

    /// <summary>Frames that were sent again after a reconnect.</summary>
    public long Replayed { get; init; }

    public int UnobservedErrors { get; init; }

    /// <summary>The managed heap after each slice in MiB, its rows dropped and garbage collected.</summary>
    public required IReadOnlyList<double> HeapMiB { get; init; }

    /// <summary>Growth in MiB from the first third, in which buffers and caches reach their size, to the last.</summary>
    public double HeapGrowthMiB
    {
        get
        {
            int third = Math.Max(1, HeapMiB.Count / 3);
            return HeapMiB.Count < 3 ? 0 : HeapMiB.TakeLast(third).Min() - HeapMiB.Take(third).Max();
        }
    }

    public bool IsGood => Written > 0 && Stored == Written && WrongChecksums == 0 && OutOfOrder == 0 && UnobservedErrors == 0
        && HeapGrowthMiB < Noise;

    public override string ToString() =>
        $"{Threads} threads, {Restarts} server restarts, {Replayed:N0} frames sent again: {Written:N0} rows written, {Stored:N0} stored, " +
        $"{WrongChecksums} wrong checksums, {OutOfOrder} rows out of order, {UnobservedErrors} unobserved errors, " +
        $"heap {HeapMiB[0]:0.0} MiB after the first slice and {HeapMiB[^1]:0.0} MiB after the last.";
}
