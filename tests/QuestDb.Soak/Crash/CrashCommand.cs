using System.CommandLine;

namespace QuestDb.Soak.Crash;

/// <summary><c>crash</c>: kills the writing process and restarts the server, again and again, and counts the rows.</summary>
internal static class CrashCommand
{
    public static Command Make()
    {
        var kills =
            new Option<int>("--kills") { Description = "How often the writing process is killed.", DefaultValueFactory = static _ => 200 };
        var minutes = new Option<double?>("--minutes") { Description = "Goes on for so long instead." };
        var seed = new Option<int>("--seed") { Description = "Seed of what happens when.", DefaultValueFactory = static _ => 1 };
        var command = new Command("crash",
            "Kills the process that writes to slots on disk while the server restarts, loses acks, "
            + "delays and rejects; then counts the rows.")
        {
            kills, minutes, seed,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TimeSpan? time = parsed.GetValue(minutes) is { } m ? TimeSpan.FromMinutes(m) : null;
            CrashReport report = await CrashRun.RunAsync(parsed.GetValue(kills), time, parsed.GetValue(seed), Console.Out,
                cancellationToken);
            Console.Out.WriteLine(report);
            return report.IsGood ? 0 : 1;
        });
        return command;
    }
}
