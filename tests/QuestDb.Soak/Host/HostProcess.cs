using System.Diagnostics;
using System.Globalization;
using QuestDb.Soak.Slots;

namespace QuestDb.Soak.Host;

/// <summary>How a process of <see cref="HostCommand"/>, <see cref="LeaveCommand"/> or <see cref="StarvedCommand"/> ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Errors">What it wrote to standard error.</param>
public sealed record HostProcess(int ExitCode, string Errors)
{
    /// <summary>Runs a host to its end.</summary>
    public static Task<HostProcess> RunAsync(string conf, TimeSpan limit) => RunAsync(HostCommand.Name, conf, limit);

    /// <summary>Runs a process that leaves its rows behind to its end.</summary>
    /// <param name="conf">The connect string.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="fileLocks">Whether .NET locks files by itself.</param>
    public static Task<HostProcess> LeaveAsync(string conf, TimeSpan limit, bool fileLocks = true) =>
        RunAsync(LeaveCommand.Name, conf, limit, fileLocks);

    /// <summary>Runs a process all of whose pool threads write to its end.</summary>
    public static Task<HostProcess> StarvedAsync(string conf, TimeSpan limit) => RunAsync(StarvedCommand.Name, conf, limit);

    /// <summary>Runs a process that fills a long slot, opens and delivers it, to its end.</summary>
    public static Task<HostProcess> LongSlotAsync(int mebibytes, TimeSpan limit) =>
        RunAsync(LongSlotCommand.Name, mebibytes.ToString(CultureInfo.InvariantCulture), limit);

    /// <summary>How a process of this program is started.</summary>
    internal static ProcessStartInfo StartInfo(string command, string conf, bool fileLocks)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, command, conf])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!fileLocks) start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        return start;
    }

    private static async Task<HostProcess> RunAsync(string command, string conf, TimeSpan limit, bool fileLocks = true)
    {
        using Process process = Process.Start(StartInfo(command, conf, fileLocks))!;
        try
        {
            Task output = process.StandardOutput.ReadToEndAsync();
            string errors = await process.StandardError.ReadToEndAsync().WaitAsync(limit);
            await output.WaitAsync(limit);
            await process.WaitForExitAsync().WaitAsync(limit);
            return new HostProcess(process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
