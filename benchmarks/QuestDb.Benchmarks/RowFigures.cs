namespace QuestDb.Benchmarks;

/// <summary>What a benchmark moves in one operation: noted by its set-up, which runs in this process.</summary>
internal static class RowFigures
{
    private static readonly Dictionary<Type, (int Rows, long Bytes)> s_figures = [];

    /// <summary>Notes the rows of one operation and their bytes on the wire.</summary>
    public static void Set<TBenchmark>(int rows, long bytes) => s_figures[typeof(TBenchmark)] = (rows, bytes);

    /// <summary>What a benchmark noted.</summary>
    public static (int Rows, long Bytes) Of(Type benchmark) => s_figures[benchmark];
}
