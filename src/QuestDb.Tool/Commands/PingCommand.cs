using System.CommandLine;
using QuestDb.Configuration;
using QuestDb.Tool.Output;
using QuestDb.Tool.Servers;

namespace QuestDb.Tool.Commands;

/// <summary><c>ping</c>: what a connect string reaches.</summary>
internal static class PingCommand
{
    public static Command Make(ToolConsole console)
    {
        Option<string?> conf = SlotArguments.Conf();
        var command = new Command("ping",
            "Connects to every endpoint of a connect string, for rows and for queries, and says what answers. "
            + "Exit code 0 if some endpoint takes rows and some answers queries.")
        {
            conf,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(console, ConnectString.Parse(SlotArguments.ConnectString(parsed.GetValue(conf))), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolConsole console, ClientSettings settings, CancellationToken cancellationToken)
    {
        var table = new TextTable("ENDPOINT", "ROWS", ">ms", "QUERIES", ">ms", "ROLE", "ZONE", "QWP", "TLS", "SERVER");
        var errors = new List<string>();
        (bool rows, bool queries) = (false, false);
        foreach (EndpointReport report in await Task.WhenAll(
            settings.Endpoints.Select(endpoint => EndpointProbe.RunAsync(settings, endpoint, cancellationToken))))
        {
            rows |= report.Ingest.Error is null;
            queries |= report.Query.Error is null;
            table.Add(
                report.Endpoint.ToString(), Outcome(report.Ingest), Millis(report.Ingest), Outcome(report.Query), Millis(report.Query),
                report.Info?.Role.ToString().ToLowerInvariant() ?? "-",
                report.Info?.ZoneId ?? "-",
                report.QwpVersion is { } version ? version.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-",
                !settings.Tls.Enabled ? "no" : settings.Tls.Verify ? "verified" : "not verified",
                report.ServerVersion ?? "-");
            errors.AddRange(new[] { report.Ingest.Error, report.Query.Error }.OfType<string>().Distinct());
        }

        table.Write(console.Output);
        foreach (string error in errors) console.Error.WriteLine(error.ReplaceLineEndings(" "));
        return rows && queries ? 0 : ToolApp.Failed;
    }

    private static string Outcome(PathReport path) => path.Error is null ? "ok" : "failed";

    private static string Millis(PathReport path) =>
        path.Error is null ? path.Latency.TotalMilliseconds.ToString("N1", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
