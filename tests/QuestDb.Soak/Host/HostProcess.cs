using System.Diagnostics;

namespace QuestDb.Soak.Host;

/// <summary>How a process of <see cref="HostCommand"/>, <see cref="LeaveCommand"/> or <see cref="StarvedCommand"/> ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record HostProcess(int ExitCode, string Errors)
{
    /// <summary>Runs a host to its end.</summary>
    public static Task<HostProcess> RunAsync(string conf, TimeSpan limit) => RunAsync(HostCommand.Name, conf, limit);

    /// <summary>Runs a process that leaves its rows behind to its end.</summary>
    public static Task<HostProcess> LeaveAsync(string conf, TimeSpan limit) => RunAsync(LeaveCommand.Name, conf, limit);

    /// <summary>Runs a process all of whose pool threads write to its end.</summary>
    public static Task<HostProcess> StarvedAsync(string conf, TimeSpan limit) => RunAsync(StarvedCommand.Name, conf, limit);

    private static async Task<HostProcess> RunAsync(string command, string conf, TimeSpan limit)
    {
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, command, conf])
            {
                RedirectStandardError = true,
            })!;
        try
        {
            string errors = await process.StandardError.ReadToEndAsync().WaitAsync(limit);
            await process.WaitForExitAsync().WaitAsync(limit);
            return new HostProcess(process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
