using System.Diagnostics;

namespace QuestDb.Soak.Host;

/// <summary>How a process of <see cref="HostCommand"/> ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record HostProcess(int ExitCode, string Errors)
{
    /// <summary>Runs one to its end.</summary>
    public static async Task<HostProcess> RunAsync(string conf, TimeSpan limit)
    {
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, HostCommand.Name, conf])
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
