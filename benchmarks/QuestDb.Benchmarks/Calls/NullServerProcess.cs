using System.Diagnostics;
using System.Globalization;

namespace QuestDb.Benchmarks.Calls;

/// <summary>A <see cref="NullServer"/> in a process of its own, so that its processor time is not the client's.</summary>
internal sealed class NullServerProcess : IDisposable
{
    private readonly Process _process = Process.Start(
        new ProcessStartInfo("dotnet", [typeof(NullServerProcess).Assembly.Location, NullServer.Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>Starts one and waits until it listens.</summary>
    public NullServerProcess() => Port = int.Parse(
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The null server ended before it listened."),
        CultureInfo.InvariantCulture);

    /// <summary>The port on which it listens.</summary>
    public int Port { get; }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
