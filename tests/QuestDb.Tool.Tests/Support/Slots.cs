using System.Formats.Tar;
using System.IO.Compression;
using QuestDb.Mapping;
using QuestDb.Shared.Wire;
using QuestDb.Store.Quarantines;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tool.Tests;

/// <summary>Slots to look into.</summary>
internal static class Slots
{
    /// <summary>When the Java client made plant-7.</summary>
    public static DateTime PlantMade(string slot) =>
        DateTime.UnixEpoch.AddMicroseconds(BitConverter.ToInt64(File.ReadAllBytes(Path.Combine(slot, "sf-initial.sfa")), 16));

    /// <summary>Unpacks the slot plant-7 that the Java client wrote, and gives its path.</summary>
    public static string Plant(TempFolder folder)
    {
        using var file = new GZipStream(File.OpenRead(VectorFolder.File("sf", "java-slot-plant-7.tar.gz")), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(file, folder.Path, overwriteFiles: false);
        return folder["plant-7"];
    }

    /// <summary>Writes spans of rows through a client that reaches no server, a frame each, and gives the path of its slot.</summary>
    public static async Task<string> WriteAsync(TempFolder folder, params Reading[][] spans)
    {
        QuestDbClient client = Unconnected(folder);
        foreach (Reading[] rows in spans) client.Write<Reading>(rows);
        QuestDbException left = await client.CloseUndeliveredAsync();
        Assert.Equal(ErrorCode.CloseTimeout, left.Code);
        return folder["default-ingest-0"];
    }

    /// <summary>A client that queues on disk and reaches no server.</summary>
    public static QuestDbClient Unconnected(TempFolder folder) =>
        QuestDbClient.Connect(
            $"ws::addr=127.0.0.1:1;initial_connect_retry=async;close_flush_timeout_millis=0;sf_dir={folder.Path};"
            + "sf_max_segment_bytes=65536;");

    /// <summary>Sets a frame of rows aside as delivery does.</summary>
    public static void SetAside<T>(string slot, long fsn, T[] rows, string message = "column value: no")
        where T : IQuestTable<T>
    {
        var dictionary = new SymbolDictionary();
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, dictionary, LossyValueAction.Refuse);
        encoder.BeginFrame(T.TableSchema, rows.Length);
        T.WriteRows(encoder, rows);
        encoder.EndFrame();
        Directory.CreateDirectory(slot);
        new QuarantineFolder(slot, sync: false).Add(fsn, buffer.Written, (byte)StatusCode.SchemaMismatch, message, "db-1:9000");
    }

    /// <summary>Flips a bit of a file.</summary>
    public static void Damage(string path, int offset)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }
}
