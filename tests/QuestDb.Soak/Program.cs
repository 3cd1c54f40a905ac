using System.CommandLine;
using QuestDb.Soak.Crash;

return await new RootCommand("Long runs that break things on purpose and count what is left.") { CrashCommand.Make(), CrashWriter.Command() }.Parse(args).InvokeAsync();
