using System.Diagnostics;

namespace QuestDb.Soak.Crash;

/// <summary>One life of the writing process, and what it said before it was killed.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _output;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _writes = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriterProcess(string conf, int number)
    {
        // The host of this program: dotnet, or the program's own executable.
        var start = new ProcessStartInfo("dotnet", [typeof(WriterProcess).Assembly.Location, CrashWriter.Name, conf, $"{number}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _output = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The rows that were queued, as first number and count.</summary>
    public List<(long First, int Count)> Queued { get; } = [];

    public long Replayed { get; private set; }

    public long Rejections { get; private set; }

    /// <summary>Completes when the first rows are queued.</summary>
    public Task Writes => _writes.Task;

    /// <summary>Kills the process and reads what it had said.</summary>
    /// <exception cref="InvalidOperationException">It had ended by itself.</exception>
    public async Task KillAsync()
    {
        bool ended = _process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _output;
        string errors = await _errors;
        if (ended) throw new InvalidOperationException($"The writing process ended by itself with code {_process.ExitCode}: {errors}");
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "Q" when words.Length == 3:
                    Queued.Add((long.Parse(words[1]), int.Parse(words[2])));
                    _writes.TrySetResult();
                    break;
                case "R":
                    Replayed += long.Parse(words[1]);
                    break;
                case "J":
                    Rejections++;
                    break;
                case "S":
                    throw new InvalidOperationException($"Delivery stopped: {line}");
            }
        }

        _writes.TrySetResult();
    }
}
