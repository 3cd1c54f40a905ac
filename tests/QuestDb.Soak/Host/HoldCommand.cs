using System.CommandLine;
using QuestDb.Soak.Crash;

namespace QuestDb.Soak.Host;

/// <summary>A process that writes rows and then keeps its client, and with it the slot, until it is killed.</summary>
public static class HoldCommand
{
    public const string Name = "hold";

    /// <summary>What it prints once its rows are queued.</summary>
    public const string Queued = "queued";

    /// <summary>How many rows it writes.</summary>
    public const int Rows = 50;

    internal static Command Command()
    {
        var conf = new Argument<string>("conf");
        var command = new Command(Name, "Writes rows and keeps the client; started by tests.") { conf };
        command.Hidden = true;
        command.SetAction(parsed => Hold(parsed.GetValue(conf)!));
        return command;
    }

    private static void Hold(string conf)
    {
        QuestDbClient db = QuestDbClient.Connect(conf);
        db.Write<NumberedRow>([.. Enumerable.Range(LeaveCommand.Rows, Rows).Select(static i => NumberedRow.Of(i))]);
        Console.WriteLine(Queued);
        Console.In.ReadToEnd();
        GC.KeepAlive(db);
    }
}
