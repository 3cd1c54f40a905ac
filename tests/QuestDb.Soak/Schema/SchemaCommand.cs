using System.CommandLine;

namespace QuestDb.Soak.Schema;

/// <summary><c>schema</c>: a client writes while another one drops, makes, truncates, renames and alters the table.</summary>
internal static class SchemaCommand
{
    public static Command Make()
    {
        var changes = new Option<int>("--changes")
        {
            Description = "How often the table is changed.",
            DefaultValueFactory = static _ => 500,
        };
        var conf = new Option<string?>("--conf") { Description = "Connect string of a server; by default one in this process." };
        var seed = new Option<int>("--seed")
        {
            Description = "Where the random numbers begin.",
            DefaultValueFactory = static _ => Random.Shared.Next(),
        };
        var command = new Command("schema",
            "Writes numbered rows while another client drops, makes, truncates, renames and alters the table; then finds each row in a "
            + "table, among those that went with one, or in an error.")
        {
            changes, conf, seed,
        };
        command.SetAction(async (parsed, _) =>
        {
            Console.Out.WriteLine($"seed {parsed.GetValue(seed)}");
            SchemaReport report =
                await SchemaRun.RunAsync(parsed.GetValue(changes), parsed.GetValue(conf), parsed.GetValue(seed), Console.Out);
            Console.Out.WriteLine(report);
            return report.IsGood ? 0 : 1;
        });
        return command;
    }
}
