using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuestDb.Soak.Crash;

namespace QuestDb.Soak.Host;

/// <summary>
/// A generic host with a client that is a singleton: it starts, writes one row, and stops. The container disposes the client, and the
/// process ends as it would in a service.
/// </summary>
internal static class HostCommand
{
    public const string Name = "host";

    public static Command Command()
    {
        var conf = new Argument<string>("conf");
        var command = new Command(Name, "Runs a host that writes one row; started by tests.") { conf };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(conf)!, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string conf, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => QuestDbClient.Connect(conf));
        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        host.Services.GetRequiredService<QuestDbClient>().Write<NumberedRow>([NumberedRow.Of(1)]);
        await host.StopAsync(cancellationToken);
    }
}
