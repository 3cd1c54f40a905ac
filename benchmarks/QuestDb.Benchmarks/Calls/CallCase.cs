using System.Globalization;

namespace QuestDb.Benchmarks.Calls;

/// <summary>Calls of one size, in memory or with <c>sf_dir</c>.</summary>
/// <param name="RowsPerCall">Rows of each call.</param>
/// <param name="Rows">Rows in all, unless the time is over before.</param>
/// <param name="OnDisk">Whether they are stored before they are sent.</param>
internal sealed record CallCase(int RowsPerCall, int Rows, bool OnDisk)
{
    /// <summary>Every case, the largest calls first.</summary>
    public static readonly CallCase[] All =
    [
        .. from onDisk in (bool[])[false, true]
           from size in ((int RowsPerCall, int Rows)[])[(10_000, 20_000_000), (1000, 20_000_000), (100, 5_000_000), (10, 1_000_000)]
           select new CallCase(size.RowsPerCall, size.Rows, onDisk),
    ];

    /// <summary>Its name in the report.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{(OnDisk ? "disk" : "memory")}{RowsPerCall}");
}
