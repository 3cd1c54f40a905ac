using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// The file <c>sf-manifest.bin</c> of newer clients: FSN of the first and of the last segment, so that a missing one is
/// noticed at either end. Files of ours need none; a slot that has one is checked against it and goes on without.
/// </summary>
/// <param name="HeadFsn">First FSN of the first segment.</param>
/// <param name="ActiveFsn">First FSN of the last segment.</param>
internal readonly record struct Manifest(long HeadFsn, long ActiveFsn)
{
    public const string FileName = "sf-manifest.bin";

    /// <summary>"SFM1", read as a little-endian uint32.</summary>
    private const uint Magic = 0x314D4653;

    /// <summary>Reads a slot's manifest; null when it has none, or one that is damaged.</summary>
    public static Manifest? Read(IFileSystem files, string slot)
    {
        string path = Path.Combine(slot, FileName);
        if (!File.Exists(path)) return null;
        using IStoreFile file = files.Open(path);
        if (file.Length != DualRecord.FileLength) return null;
        return DualRecord.Read(file, Magic, static r => r.First >= 0 && r.Second >= r.First) is { } record
            ? new Manifest(record.First, record.Second)
            : null;
    }
}
