namespace QuestDb.Soak.Threads;

/// <summary>The rows of one slice, as they were written or as they were read back.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Checksum">Of all of their values, in any order.</param>
/// <param name="OutOfOrder">Rows whose number is not the one after the thread's last.</param>
/// <param name="First">Each thread's first number.</param>
internal sealed record SliceTotals(long Rows, long Checksum, long OutOfOrder, long[] First)
{
    /// <summary>Reads the rows of a slice in the order of their arrival.</summary>
    public static async Task<SliceTotals> ReadAsync(QuestDbClient client, SliceTotals written, CancellationToken cancellationToken)
    {
        long[] next = [.. written.First];
        long rows = 0;
        long checksum = 0;
        long outOfOrder = 0;
        await foreach (ThreadRow row in client.Query<ThreadRow>(Sql.Raw($"SELECT * FROM {ThreadRow.Table}"))
            .WithCancellation(cancellationToken))
        {
            rows++;
            checksum = unchecked(checksum + row.Checksum);
            if (row.Number != next[row.Thread]) outOfOrder++;
            next[row.Thread] = row.Number + 1;
        }

        return new SliceTotals(rows, checksum, outOfOrder, written.First);
    }
}
