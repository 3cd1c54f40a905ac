using System.CommandLine;

namespace QuestDb.Tool.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class SlotArguments
{
    public static Argument<string> Slot() =>
        new("slot") { Description = "The folder of the slot, such as /var/lib/app/sf/default-ingest-0." };

    public static Option<bool> Quarantine(string description) => new("--quarantine") { Description = description };

    public static Option<string?> Table() => new("--table") { Description = "Only rows of this table." };

    public static Option<string?> Conf() => new("--conf")
    {
        Description =
            "Connect string of the server, such as \"ws::addr=localhost:9000;\"; without it the environment variable "
            + $"{QuestDbClient.EnvironmentVariable} is read.",
    };

    /// <summary>The connect string of a command line.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static string ConnectString(string? conf)
    {
        conf ??= Environment.GetEnvironmentVariable(QuestDbClient.EnvironmentVariable);
        return string.IsNullOrEmpty(conf)
            ? throw new ToolException(
                $"Say which server: --conf \"ws::addr=localhost:9000;\", or the environment variable {QuestDbClient.EnvironmentVariable}.")
            : conf;
    }
}
