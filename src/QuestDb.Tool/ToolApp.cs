using System.CommandLine;
using QuestDb.Tool.Commands;

namespace QuestDb.Tool;

/// <summary>
/// The command line. Exit codes: 0 when the command did what was asked, 1 when it could not (one line on the error stream
/// says why), 2 when the command line is wrong.
/// </summary>
internal static class ToolApp
{
    public const int Failed = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, ToolConsole console, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = Root(console).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(static e => e.Message).Distinct()) await console.Error.WriteLineAsync(message);
            await console.Error.WriteLineAsync(
                $"See: dotnet questdb{string.Concat(Path(parsed.CommandResult.Command).Select(static name => " " + name))} --help");
            return WrongUsage;
        }

        try
        {
            var streams =
                new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(streams, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Cancelled.");
            return Failed;
        }
        catch (Exception e) when (e is ToolException or QuestDbException or IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync("Error: " + e.Message.ReplaceLineEndings(" "));
            return Failed;
        }
    }

    private static RootCommand Root(ToolConsole console) =>
        new("Store-and-forward slots of QuestDB clients, and what a connect string reaches.")
        {
            new Command("sf", "Slots in which a client keeps rows until the server has acknowledged them.")
            {
                ListCommand.Make(console),
                ShowCommand.Make(console),
                ExportCommand.Make(console),
                ReplayCommand.Make(console),
                RepairCommand.Make(console),
                DropCommand.Make(console),
            },
            PingCommand.Make(console),
        };

    private static IEnumerable<string> Path(Command command)
    {
        if (command is RootCommand) return [];
        return command.Parents.OfType<Command>().SelectMany(Path).Append(command.Name);
    }
}
