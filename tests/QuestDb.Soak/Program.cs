using System.CommandLine;
using QuestDb.Benchmarks.Calls;
using QuestDb.Soak.Crash;
using QuestDb.Soak.Host;
using QuestDb.Soak.Schema;
using QuestDb.Soak.Slots;
using QuestDb.Soak.Threads;

if (args is [NullServer.Argument])
{
    NullServer.Run();
    return 0;
}

return await new RootCommand("Long runs that break things on purpose and count what is left.")
{
    CrashCommand.Make(), CrashWriter.Command(), HoldCommand.Command(), HostCommand.Command(), LeaveCommand.Command(),
    LongSlotCommand.Make(), SchemaCommand.Make(), StarvedCommand.Command(), ThreadsCommand.Make(),
}
    .Parse(args).InvokeAsync();
