using System.Diagnostics;
using QuestDb.Testing;

namespace QuestDb.IntegrationTests.Store;

/// <summary>A disk that is really full: a small tmpfs, where this machine lets us mount one.</summary>
[Trait("Category", "Integration")]
public class FullDiskTests
{
    [MountFact]
    public async Task A_write_to_a_full_disk_is_one_clear_error_and_works_once_there_is_room()
    {
        using var disk = new SmallDisk();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using (QuestDbClient db = QuestDbClient.Connect(server.ConnectString)) await db.CreateTableAsync<Pulse>();
        await server.StopAsync();

        await using var client = QuestDbClient.Connect(
            $"{server.ConnectString}sf_dir={disk.Path}/store;sf_max_segment_bytes=65536;initial_connect_retry=async;"
            + "reconnect_max_backoff_millis=100;");
        int written = 0;
        QuestDbException? full = null;
        while (full is null)
        {
            try
            {
                client.Write<Pulse>(Pulse.Make(written, 500));
                written += 500;
            }
            catch (QuestDbException e)
            {
                full = e;
            }
        }

        Assert.Equal(ErrorCode.StoreFull, full.Code);
        Assert.Contains(disk.Path, full.Message);
        Assert.True(written > 0);
        Assert.Equal(ErrorCode.StoreFull, Assert.Throws<QuestDbException>(() => client.Write<Pulse>(Pulse.Make(written, 5000))).Code);

        // The server takes rows again, acks free segments, and nothing that was queued is lost.
        await server.RestartAsync();
        await client.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        client.Write<Pulse>(Pulse.Make(written, 500));
        await client.WaitAsync(AckLevel.Accepted, StoreFolder.Patience);
        Assert.Equal(Pulse.Make(0, written + 500), await client.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    /// <summary>One MiB of memory mounted as a folder.</summary>
    private sealed class SmallDisk : IDisposable
    {
        public SmallDisk()
        {
            if (Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Path) is { Length: > 0 } error)
            {
                throw new InvalidOperationException(error);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("questdb-disk-").FullName;

        public void Dispose()
        {
            Run("umount", Path);
            Directory.Delete(Path);
        }

        /// <summary>Runs a program and gives what it complains about.</summary>
        public static string Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : error.Length > 0 ? error : $"exit code {process.ExitCode}";
        }
    }

    /// <summary>Skipped where a tmpfs can't be mounted, with what the system says.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class MountFactAttribute : FactAttribute
    {
        private static readonly Lazy<string?> s_reason = new(TryMount);

        public MountFactAttribute() => Skip = s_reason.Value;

        private static string? TryMount()
        {
            if (!OperatingSystem.IsLinux()) return "Only Linux mounts a tmpfs.";
            try
            {
                new SmallDisk().Dispose();
                return null;
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return $"No tmpfs can be mounted here: {e.Message}";
            }
        }
    }
}
