namespace QuestDb.IntegrationTests.Matrix;

/// <summary>How rows are written.</summary>
public enum Writer
{
    Typed,
    Chunk,
    Row,
}

/// <summary>Which rows are NULL.</summary>
public enum NullRows
{
    None,
    Some,
    All,
}

/// <summary>The rows that one cell of the matrix writes; its number is in each of them.</summary>
public readonly record struct MatrixRun(int Number, NullRows Nulls, int Rows)
{
    private static readonly DateTime s_start = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Where bitmaps, blocks, frames and batches end.</summary>
    private static readonly int[] s_rowCounts = [1, 7, 8, 9, 64, 1_000, 100_000];

    /// <summary>All runs of a table. Those without NULL come first: a table that the server makes has its columns from them.</summary>
    public static IReadOnlyList<MatrixRun> All { get; } =
    [
        .. Enum.GetValues<NullRows>()
            .SelectMany((nulls, i) => s_rowCounts.Select((rows, j) => new MatrixRun((i * s_rowCounts.Length) + j, nulls, rows))),
    ];

    public static int MaxRows => s_rowCounts.Max();

    public static MatrixRun Of(NullRows nulls, int rows) => All.Single(run => run.Nulls == nulls && run.Rows == rows);

    /// <summary>Whether a row is NULL: of the first nine the first, the last of a byte of the bitmap, and others.</summary>
    public bool IsNull(int row) => Nulls == NullRows.All || (Nulls == NullRows.Some && (row % 3 == 0 || row % 8 == 7));

    /// <summary>An hour for each run, so that runs are stored one after the other.</summary>
    public DateTime TimeOf(int row) => s_start.AddHours(Number).AddMilliseconds(10 * row).AddMicroseconds(row % 7);
}
