using System.CommandLine;

namespace QuestDb.Soak.Threads;

/// <summary><c>threads</c>: many threads write through one client while the server restarts.</summary>
internal static class ThreadsCommand
{
    public static Command Make()
    {
        var threads = new Option<int>("--threads") { Description = "Writing threads.", DefaultValueFactory = static _ => 64 };
        var seconds = new Option<double>("--seconds") { Description = "How long they write.", DefaultValueFactory = static _ => 60 };
        var restart = new Option<double>("--restart-seconds")
        {
            Description = "Time between restarts of the server.",
            DefaultValueFactory = static _ => 5,
        };
        var command = new Command("threads",
            "Writes typed rows from many threads through one client while the server restarts; then compares counts, "
            + "checksums, order and memory.")
        {
            threads, seconds, restart,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ThreadReport report = await ThreadRun.RunAsync(
                parsed.GetValue(threads), TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                TimeSpan.FromSeconds(parsed.GetValue(restart)), Console.Out, cancellationToken);
            Console.Out.WriteLine(report);
            return report.IsGood ? 0 : 1;
        });
        return command;
    }
}
