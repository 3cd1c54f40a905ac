using System.Diagnostics;

namespace QuestDb.Soak.Host;

/// <summary>A process of <see cref="HoldCommand"/> whose rows are queued.</summary>
public sealed class HoldProcess : IDisposable
{
    private readonly Process _process;

    private HoldProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts the process and waits until its rows are queued.</summary>
    /// <param name="conf">The connect string.</param>
    /// <param name="fileLocks">Whether .NET locks files by itself.</param>
    /// <param name="limit">How long to wait.</param>
    public static async Task<HoldProcess> StartAsync(string conf, bool fileLocks, TimeSpan limit)
    {
        var process = new HoldProcess(Process.Start(HostProcess.StartInfo(HoldCommand.Name, conf, fileLocks))!);
        try
        {
            string? line = await process._process.StandardOutput.ReadLineAsync().WaitAsync(limit);
            return line == HoldCommand.Queued
                ? process
                : throw new InvalidOperationException($"The process that holds a slot said: {line}");
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Kills the process, as a crash does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
