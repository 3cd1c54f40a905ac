using System.Diagnostics;
using Spectre.Console;

namespace QuestDb.Samples.Trades;

/// <summary>The job: create the table, write, wait for the acks, read back, verify, summarise.</summary>
internal sealed class TradesJob(QuestDbClient db, IAnsiConsole console)
{
    private const int RowsPerWrite = 10_000;

    private static readonly TimeSpan s_visible = TimeSpan.FromSeconds(60);

    /// <summary>Runs the job; false when what came back is not what went in.</summary>
    public async Task<bool> RunAsync(Trade[] trades, CancellationToken cancellationToken)
    {
        DateTime first = trades.Min(static t => t.Timestamp);
        DateTime last = trades.Max(static t => t.Timestamp);
        await db.CreateTableAsync<Trade>(cancellationToken);
        // Rows that the table holds already in this stretch of time, when the server is a real one.
        Trade[] before = await db.Query<Trade>($"SELECT * FROM trades WHERE timestamp BETWEEN {first} AND {last}")
            .ToArrayAsync(cancellationToken);

        var clock = Stopwatch.StartNew();
        await WriteAsync(trades, cancellationToken);
        double seconds = clock.Elapsed.TotalSeconds;
        console.MarkupLineInterpolated(
            $"Wrote [bold]{trades.Length:N0}[/] rows, all acknowledged, in {seconds:N2} s ({trades.Length / seconds:N0} rows/s).");

        await WaitVisibleAsync(first, last, before.Length + trades.Length, cancellationToken);
        clock.Restart();
        List<Trade> after = await ReadAsync(trades.Concat(before).Select(static t => t.Symbol).Distinct(), first, last, cancellationToken);
        seconds = clock.Elapsed.TotalSeconds;
        console.MarkupLineInterpolated(
            $"Read  [bold]{after.Count:N0}[/] rows in {seconds:N2} s ({after.Count / seconds:N0} rows/s).");

        string? difference = Verification.Compare(before.Concat(trades), after);
        await ShowSummaryAsync(first, last, cancellationToken);
        if (difference is null) console.MarkupLineInterpolated($"[green]Verified:[/] what came back equals what went in, to the last bit.");
        else console.MarkupLineInterpolated($"[red]Not equal:[/] {difference}");
        return difference is null;
    }

    private async Task WriteAsync(Trade[] trades, CancellationToken cancellationToken)
    {
        await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(),
                new SpinnerColumn())
            .StartAsync(async context =>
            {
                ProgressTask progress = context.AddTask("Writing", maxValue: trades.Length);
                ProgressTask acknowledged = context.AddTask("Acknowledged", maxValue: trades.Length);
                long firstFsn = db.PublishedFsn + 1;
                var clock = Stopwatch.StartNew();
                for (int start = 0; start < trades.Length; start += RowsPerWrite)
                {
                    int count = Math.Min(RowsPerWrite, trades.Length - start);
                    db.Write<Trade>(trades.AsSpan(start, count));
                    progress.Increment(count);
                    progress.Description = $"Writing {progress.Value / clock.Elapsed.TotalSeconds:N0} rows/s";
                    acknowledged.Value = progress.Value * AckedShare(firstFsn);
                }

                Task acks = db.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30), cancellationToken).AsTask();
                while (!acks.IsCompleted)
                {
                    acknowledged.Value = trades.Length * AckedShare(firstFsn);
                    await Task.WhenAny(acks, Task.Delay(50, cancellationToken));
                }

                await acks;
                acknowledged.Value = trades.Length;
            });
    }

    /// <summary>How much of what is queued the server has acknowledged, from 0 to 1, counted in frames.</summary>
    private double AckedShare(long firstFsn) => (double)(db.AckedFsn + 1 - firstFsn) / Math.Max(1, db.PublishedFsn + 1 - firstFsn);

    /// <summary>An ack means that rows are in the write-ahead log; queries see them when the server has applied it.</summary>
    private async Task WaitVisibleAsync(DateTime first, DateTime last, long expected, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long count = -1;
        while (clock.Elapsed < s_visible)
        {
            count = (await db.Query<RowCount>($"SELECT count() AS count FROM trades WHERE timestamp BETWEEN {first} AND {last}")
                .ToArrayAsync(cancellationToken))[0].Count;
            if (count >= expected) return;
            await Task.Delay(20, cancellationToken);
        }

        throw new TimeoutException($"After {s_visible.TotalSeconds:N0} s queries see {count:N0} of {expected:N0} rows.");
    }

    private async Task<List<Trade>> ReadAsync(
        IEnumerable<string> symbols, DateTime first, DateTime last, CancellationToken cancellationToken)
    {
        var rows = new List<Trade>();
        foreach (string symbol in symbols)
        {
            await foreach (Trade trade in db
                .Query<Trade>($"SELECT * FROM trades WHERE symbol = {symbol} AND timestamp BETWEEN {first} AND {last}")
                .WithCancellation(cancellationToken))
            {
                rows.Add(trade);
            }
        }

        return rows;
    }

    private async Task ShowSummaryAsync(DateTime first, DateTime last, CancellationToken cancellationToken)
    {
        QueryResult<SymbolSummary> summaries = db.Query<SymbolSummary>($"""
            SELECT symbol, count() AS trades, first(timestamp) AS firstTime, last(timestamp) AS lastTime,
                   first(price) AS open, max(price) AS high, min(price) AS low, last(price) AS close,
                   sum(amount) AS volume, sum(price * amount) / sum(amount) AS vwap
            FROM trades WHERE timestamp BETWEEN {first} AND {last} GROUP BY symbol ORDER BY symbol
            """);
        SymbolSummary[] rows = await summaries.ToArrayAsync(cancellationToken);
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Trades per symbol[/], {first:yyyy-MM-dd HH:mm:ss} to {last:yyyy-MM-dd HH:mm:ss} UTC");
        console.Write(SummaryTable.Of(rows));
    }
}
