using System.CommandLine;
using QuestDb.Samples.Trades;
using QuestDb.Testing;
using Spectre.Console;

var conf =
    new Option<string?>("--conf") { Description = "Connect string of a QuestDB server; without it an in-process server is started." };
var data = new Option<FileInfo?>("--data")
{
    Description = "CSV file with the columns symbol, side, price, amount, timestamp; without it trades are generated.",
};
var rows = new Option<int>("--rows") { Description = "Number of generated trades.", DefaultValueFactory = static _ => 1_000_000 };
var command = new RootCommand("Writes trades to QuestDB, reads them back typed, and verifies that nothing changed.") { conf, data, rows };
command.SetAction(
    (parsed, cancellationToken) => RunAsync(parsed.GetValue(conf), parsed.GetValue(data), parsed.GetValue(rows), cancellationToken));
return await command.Parse(args).InvokeAsync();

static async Task<int> RunAsync(string? conf, FileInfo? data, int rows, CancellationToken cancellationToken)
{
    IAnsiConsole console = AnsiConsole.Console;
    try
    {
        Trade[] trades = data is null ? TradeGenerator.Make(rows, seed: 1) : TradeCsv.Read(data.FullName);
        if (trades.Length == 0) throw new FormatException("There are no trades to write.");
        await using QuestDbTestServer? server = conf is null ? await QuestDbTestServer.StartAsync() : null;
        console.WriteLine(server is null ? "Using the server of --conf." : "Started an in-process server.");
        await using var db = QuestDbClient.Connect(conf ?? server!.ConnectString);
        return await new TradesJob(db, console).RunAsync(trades, cancellationToken) ? 0 : 1;
    }
    catch (Exception e) when (e is QuestDbException or FormatException or IOException or TimeoutException)
    {
        console.MarkupLineInterpolated($"[red]Failed:[/] {e.Message}");
        return 2;
    }
}
