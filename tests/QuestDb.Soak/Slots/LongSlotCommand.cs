using System.CommandLine;

namespace QuestDb.Soak.Slots;

/// <summary><c>slot</c>: a slot of many small frames is filled, opened and delivered, and the memory for it is bounded.</summary>
public static class LongSlotCommand
{
    public const string Name = "slot";

    internal static Command Make()
    {
        var mebibytes = new Argument<int>("mebibytes")
        {
            Description = "Size of the slot in MiB.",
            DefaultValueFactory = static _ => 10 * 1024,
        };
        var command = new Command(Name,
            "Fills a slot with frames of one row while the server is away, opens it, and delivers it to a server that takes them; prints "
            + "times and memory, and fails when the heap grows with the frames.")
        {
            mebibytes,
        };
        command.SetAction(async (parsed, _) => await LongSlotRun.RunAsync(parsed.GetValue(mebibytes) * 1024L * 1024, Console.Out) ? 0 : 1);
        return command;
    }
}
