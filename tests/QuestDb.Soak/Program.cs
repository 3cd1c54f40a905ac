using System.CommandLine;
using QuestDb.Soak.Crash;
using QuestDb.Soak.Host;
using QuestDb.Soak.Schema;
using QuestDb.Soak.Threads;

return await new RootCommand("Long runs that break things on purpose and count what is left.")
{
    CrashCommand.Make(), CrashWriter.Command(), HoldCommand.Command(), HostCommand.Command(), LeaveCommand.Command(),
    SchemaCommand.Make(), StarvedCommand.Command(), ThreadsCommand.Make(),
}
    .Parse(args).InvokeAsync();
