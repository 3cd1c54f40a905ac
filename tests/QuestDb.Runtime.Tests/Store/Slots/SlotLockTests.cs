using System.Diagnostics;
using System.Globalization;
using QuestDb.Store.Files;
using QuestDb.Store.Slots;

namespace QuestDb.Tests.Store;

public class SlotLockTests
{
    [Fact]
    public async Task A_slot_has_one_holder_whom_the_error_names()
    {
        await using SlotBench bench = new SlotBench().Open();
        bench.Publish(10);
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => Slot.Open(DiskFileSystem.Instance, bench.Path, new SlotOptions(1024, 4096, null), bench));
        Assert.Equal(ErrorCode.SlotInUse, e.Code);
        Assert.Contains(bench.Path, e.Message);
        Assert.Contains($"process {Environment.ProcessId}", e.Message);

        // The holder is not disturbed, and the slot is free once it closes.
        bench.Publish(10);
        await bench.ReopenAsync();
        Assert.Equal(2, bench.Pending().Length);
    }

    [Fact]
    public async Task A_holder_without_a_pid_file_is_unknown()
    {
        await using SlotBench bench = new SlotBench().Open();
        File.Delete(bench[SlotLock.PidFileName]);
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => Slot.Open(DiskFileSystem.Instance, bench.Path, new SlotOptions(1024, 4096, null), bench));
        Assert.Contains("an unknown process", e.Message);
    }

    /// <summary>The other clients take flock(2), as the program of that name does: each must keep the other out.</summary>
    [FlockFact]
    public async Task Our_lock_and_that_of_another_process_exclude_each_other()
    {
        await using var bench = new SlotBench();
        string path = bench[SlotLock.FileName];
        File.WriteAllText(bench[SlotLock.PidFileName], "4242\n");
        using (Process other = Start(path, "cat"))
        {
            // It is held once the command echoes.
            await other.StandardInput.WriteLineAsync("held");
            await other.StandardInput.FlushAsync();
            Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
            QuestDbException e = Assert.Throws<QuestDbException>(() => bench.Open());
            Assert.Equal(ErrorCode.SlotInUse, e.Code);
            Assert.Contains("process 4242", e.Message);
            other.StandardInput.Close();
            await other.WaitForExitAsync();
        }

        bench.Open();
        Assert.Equal($"{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n", File.ReadAllText(bench[SlotLock.PidFileName]));
        using Process refused = Start(path, "true");
        await refused.WaitForExitAsync();
        Assert.Equal(1, refused.ExitCode);
    }

    /// <summary>What a program inherits outlives the process that started it: a lock among it would keep the slot after a crash.</summary>
    [FlockFact]
    public async Task A_program_that_the_holder_starts_does_not_inherit_the_lock()
    {
        await using SlotBench bench = new SlotBench().Open();
        using var child = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        // Once it echoes, it is the program and no longer a copy of this process.
        await child.StandardInput.WriteLineAsync("started");
        await child.StandardInput.FlushAsync();
        Assert.Equal("started", await child.StandardOutput.ReadLineAsync());
        string[] files = [.. new DirectoryInfo($"/proc/{child.Id}/fd").EnumerateFileSystemInfos().Select(static f => f.LinkTarget ?? "")];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(bench[SlotLock.FileName], files);
        child.StandardInput.Close();
        await child.WaitForExitAsync();
    }

    private static Process Start(string path, string command) =>
        Process.Start(new ProcessStartInfo("flock", ["--nonblock", "--exclusive", path, command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private sealed class FlockFactAttribute : FactAttribute
    {
        public FlockFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || (!File.Exists("/usr/bin/flock") && !File.Exists("/bin/flock")))
            {
                Skip = "The program flock is not on this machine.";
            }
        }
    }
}
