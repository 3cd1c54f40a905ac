using System.CommandLine;
using QuestDb.Soak.Crash;

namespace QuestDb.Soak.Host;

/// <summary>
/// A process all of whose pool threads write, as the handlers of a busy web service do: first each waits for room in a small queue, then
/// all of them wait for something else, while rows are to be flushed by time and a query is to be read.
/// </summary>
public static class StarvedCommand
{
    public const string Name = "starved";

    /// <summary>The rows that it writes.</summary>
    public const int Rows = Writers * Calls * RowsPerCall + 1;

    private const int Writers = 8;
    private const int Calls = 20;
    private const int RowsPerCall = 500;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    internal static Command Command()
    {
        var conf = new Argument<string>("conf");
        var command = new Command(Name, "Writes from all threads of a small pool; started by tests.") { conf };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetValue(conf)!));
        return command;
    }

    private static void Run(string conf)
    {
        ThreadPool.GetMaxThreads(out _, out int ports);
        ThreadPool.SetMinThreads(1, 1);
        if (!ThreadPool.SetMaxThreads(Environment.ProcessorCount, ports)) throw new InvalidOperationException("The pool is not bounded.");
        QuestDbClient db = QuestDbClient.Connect(conf);
        using Reader reader = db.BorrowReader();
        using RowSender single = db.BorrowRowSender();
        using var left = new CountdownEvent(Writers);
        for (int writer = 0; writer < Writers; writer++)
        {
            int first = writer * Calls * RowsPerCall;
            ThreadPool.QueueUserWorkItem(_ =>
            {
                for (int call = 0; call < Calls; call++)
                {
                    NumberedRow[] rows = new NumberedRow[RowsPerCall];
                    for (int i = 0; i < RowsPerCall; i++) rows[i] = NumberedRow.Of(first + (call * RowsPerCall) + i);
                    db.Write<NumberedRow>(rows);
                }

                left.Signal();
            });
        }

        if (!left.Wait(s_patience)) throw new TimeoutException("Writers on all threads of the pool do not get on.");
        using var end = new ManualResetEventSlim();
        for (int i = 0; i < Environment.ProcessorCount; i++) ThreadPool.QueueUserWorkItem(_ => end.Wait());
        // The clock of the automatic flush and the acks need no thread of the pool.
        NumberedRow last = NumberedRow.Of(Rows - 1);
        single.Table(NumberedRow.Table).Symbol("writer", last.Writer).Column("id", last.Id).Column("value", last.Value).At(last.Timestamp);
        if (!SpinWait.SpinUntil(() => single.AckedFsn >= 0, s_patience)) throw new TimeoutException("The row is not flushed.");
        using (Cursor cursor = reader.Execute("SELECT id FROM numbered"))
        {
            long rows = 0;
            while (cursor.NextBatch() is { } batch) rows += batch.RowCount;
            if (rows == 0) throw new InvalidOperationException("The query has no rows.");
        }

        end.Set();
        db.Dispose();
    }
}
