using System.CommandLine;
using QuestDb.Soak.Crash;

namespace QuestDb.Soak.Host;

/// <summary>A process that writes rows and ends, without disposing its client and without waiting for an ack.</summary>
public static class LeaveCommand
{
    public const string Name = "leave";

    /// <summary>How many rows it writes.</summary>
    public const int Rows = 100;

    internal static Command Command()
    {
        var conf = new Argument<string>("conf");
        var command = new Command(Name, "Writes rows and ends; started by tests.") { conf };
        command.Hidden = true;
        command.SetAction(parsed => Write(parsed.GetValue(conf)!));
        return command;
    }

    private static void Write(string conf)
    {
        QuestDbClient db = QuestDbClient.Connect(conf);
        db.Write<NumberedRow>([.. Enumerable.Range(0, Rows).Select(static i => NumberedRow.Of(i))]);
    }
}
