using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using QuestDb.TestSupport;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Store;

/// <summary>Rows on disk are for the user of the process alone, whatever the umask gives to others.</summary>
[Trait("Category", "Integration")]
[UnsupportedOSPlatform("windows")]
public sealed partial class PrivateFilesTests : IDisposable
{
    private const UnixFileMode ForUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForAll = ForUser | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly uint _umask = OperatingSystem.IsWindows() ? 0 : SetMask(0);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(_umask);
    }

    [UnixFact]
    public async Task Every_file_and_folder_of_a_store_is_for_its_user_alone()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("sender_id=damaged;", Pulse.Make(0, 10), Pulse.Make(10, 10));
        await Flip(store["damaged-ingest-0/sf-0000000000000000.sfa"]);
        await using (QuestDbClient db = store.Connect(keys: "sender_id=damaged;")) db.Write<Pulse>(Pulse.Make(0, 1));

        store.Server.Faults.Add(Fault.Reject(0x03, "not these").After(1));
        await using QuestDbClient open = store.Connect(keys: "sender_id=open;on_schema_error=quarantine;");
        await open.Write<Pulse>(Pulse.Make(20, 10)).AcceptedAsync();
        open.Write<Pulse>(Pulse.Make(30, 10));
        await Poll.UntilAsync(() => open.QuarantinedCount == 1, "a frame is in quarantine");

        string[] paths = [store.Path, .. Directory.GetFileSystemEntries(store.Path, "*", SearchOption.AllDirectories)];
        string[] names = [.. paths.Select(p => Path.GetRelativePath(store.Path, p)).Order(StringComparer.Ordinal)];
        Assert.Equal(
        [
            ".",
            "damaged-ingest-0", "damaged-ingest-0.failed-0", "damaged-ingest-0.failed-0/.failed", "damaged-ingest-0.failed-0/.lock",
            "damaged-ingest-0.failed-0/.lock.pid", "damaged-ingest-0.failed-0/.symbol-dict",
            "damaged-ingest-0.failed-0/sf-0000000000000000.sfa", "damaged-ingest-0/.lock", "damaged-ingest-0/.lock.pid",
            "open-ingest-0", "open-ingest-0/.ack-watermark", "open-ingest-0/.lock", "open-ingest-0/.lock.pid", "open-ingest-0/.quarantine",
            "open-ingest-0/.quarantine/sf-0000000000000001.json", "open-ingest-0/.quarantine/sf-0000000000000001.sfa",
            "open-ingest-0/.symbol-dict", "open-ingest-0/sf-0000000000000000.sfa",
        ], names);
        Assert.All(paths, static path => Assert.Equal(
            Directory.Exists(path) ? ForUser | UnixFileMode.UserExecute : ForUser, File.GetUnixFileMode(path)));
    }

    [UnixFact]
    public async Task What_is_there_already_keeps_its_mode()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync("", Pulse.Make(0, 10));
        string[] files = Directory.GetFiles(store["default-ingest-0"]);
        foreach (string file in files) File.SetUnixFileMode(file, ForAll);
        foreach (string folder in (string[])[store.Path, store["default-ingest-0"]])
        {
            File.SetUnixFileMode(folder, ForAll | UnixFileMode.UserExecute);
        }

        await store.WriteAndLeaveAsync("", Pulse.Make(10, 10));
        Assert.All(files, static file => Assert.Equal(ForAll, File.GetUnixFileMode(file)));
        Assert.Equal(ForAll | UnixFileMode.UserExecute, File.GetUnixFileMode(store.Path));
        Assert.Equal(ForAll | UnixFileMode.UserExecute, File.GetUnixFileMode(store["default-ingest-0"]));
    }

    /// <summary>Flips a bit of the first frame's checksum, so that the slot can't be replayed.</summary>
    private static async Task Flip(string path)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[24] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint SetMask(uint mask);

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute()
        {
            if (OperatingSystem.IsWindows()) Skip = "Windows has no file modes.";
        }
    }
}
