using System.CommandLine;

namespace QuestDb.Soak.Crash;

/// <summary>
/// The process that is killed: three threads write numbered rows to slots on disk, each through another kind of writer, and
/// say on the standard output which rows are queued. It runs until it is killed or its standard input ends.
/// </summary>
internal static class CrashWriter
{
    /// <summary>Rows of one thread of one process at most.</summary>
    public const int IdBits = 24;

    public const string Name = "crash-writer";

    private const int Threads = 3;

    public static Command Command()
    {
        var conf = new Argument<string>("conf");
        var process = new Argument<int>("process");
        var command = new Command(Name, "Writes until it is killed; started by crash.") { conf, process };
        command.Hidden = true;
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(conf)!, parsed.GetValue(process)));
        return command;
    }

    private static async Task<int> RunAsync(string conf, int process)
    {
        try
        {
            await using var db = QuestDbClient.Connect(conf, new QuestDbOptions { EventListener = Tell });
            using var stop = new CancellationTokenSource();
            Task[] writers = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
                () => Write(db, thread, ((long)process * Threads) + thread << IdBits, stop.Token), CancellationToken.None,
                TaskCreationOptions.LongRunning, TaskScheduler.Default))];
            Task parent = Console.In.ReadToEndAsync(CancellationToken.None);
            await await Task.WhenAny([parent, .. writers]);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            return 0;
        }
        catch (QuestDbException e)
        {
            await Console.Error.WriteLineAsync($"{e.Code}: {e.Message}");
            return 1;
        }
    }

    private static void Write(QuestDbClient db, int thread, long firstId, CancellationToken stop)
    {
        var random = new Random(thread);
        using ColumnSender? columns = thread == 1 ? db.BorrowColumnSender() : null;
        using RowSender? rows = thread == 2 ? db.BorrowRowSender() : null;
        var chunk = new Chunk(NumberedRow.Table);
        for (long id = firstId; !stop.IsCancellationRequested;)
        {
            NumberedRow[] batch = [.. Enumerable.Range(0, random.Next(1, 40)).Select(i => NumberedRow.Of(id + i))];
            if (columns is not null) Flush(columns, chunk, batch);
            else if (rows is not null) Flush(rows, batch);
            else db.Write<NumberedRow>(batch);
            Say($"Q {id} {batch.Length}");
            id += batch.Length;
            // Keeps the number of rows that are compared at the end in bounds.
            Thread.Sleep(1);
        }
    }

    private static void Flush(ColumnSender sender, Chunk chunk, NumberedRow[] batch)
    {
        int[] codes = [.. Enumerable.Range(0, batch.Length)];
        string[] writers = [.. batch.Select(static row => row.Writer)];
        long[] ids = [.. batch.Select(static row => row.Id)];
        double[] values = [.. batch.Select(static row => row.Value)];
        long[] times = [.. batch.Select(static row => (row.Timestamp - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)];
        chunk.ColumnLong("id", ids).Symbol("writer", codes, writers).ColumnDouble("value", values).At(times, TimestampUnit.Microseconds);
        sender.Flush(chunk);
    }

    private static void Flush(RowSender sender, NumberedRow[] batch)
    {
        foreach (NumberedRow row in batch)
        {
            sender.Table(NumberedRow.Table).Symbol("writer", row.Writer).Column("id", row.Id).Column("value", row.Value).At(row.Timestamp);
        }

        sender.Flush();
    }

    private static void Tell(ClientEvent e)
    {
        switch (e.Kind)
        {
            case ClientEventKind.Replayed:
                Say($"R {e.LastFsn - e.FirstFsn + 1}");
                break;
            case ClientEventKind.Rejected:
                Say("J 1");
                break;
            case ClientEventKind.Stopped:
                Say($"S {e.Error?.Message}");
                break;
        }
    }

    /// <summary>A whole line in one write: the pipe keeps it when the process is killed after.</summary>
    private static void Say(string line) => Console.Out.WriteLine(line);
}
