using System.Buffers.Binary;
using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// The file <c>.ack-watermark</c>: the last acknowledged FSN, so that recovery does not send acknowledged frames of the first segment
/// again. It is a hint: without it more frames are sent twice, but none is lost.
/// </summary>
/// <remarks>
/// 16 bytes: magic, four zero bytes, FSN. The FSN is one aligned write of 8 bytes, which a crash can't leave half done. Newer clients
/// write 8 KiB with two records; such a file is read, and replaced at the first ack.
/// </remarks>
internal sealed class AckWatermark : IDisposable
{
    public const string FileName = ".ack-watermark";

    public const int Length = 16;

    /// <summary>"AKW1", read as a little-endian uint32.</summary>
    private const uint Magic = 0x31574B41;

    private readonly IFileSystem _files;
    private readonly string _path;
    private IStoreFile? _file;

    public AckWatermark(IFileSystem files, string slot)
    {
        _files = files;
        _path = Path.Combine(slot, FileName);
    }

    /// <summary>The FSN in the file, or null when there is no file, or a new or damaged one.</summary>
    public long? Read()
    {
        if (!File.Exists(_path)) return null;
        using IStoreFile file = _files.Open(_path);
        if (file.Length == DualRecord.FileLength) return DualRecord.Read(file, Magic, static r => r.First >= -1)?.First;
        if (file.Length != Length) return null;
        Span<byte> bytes = stackalloc byte[Length];
        file.Read(bytes, 0);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return null;
        long fsn = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        return fsn >= -1 ? fsn : null;
    }

    /// <summary>Writes an FSN; before <see cref="Sync"/> a power failure may lose it.</summary>
    public void Write(long fsn)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], fsn);
        if (_file is not null)
        {
            _file.Write(bytes[8..], 8);
            return;
        }

        IStoreFile file = _files.Open(_path);
        try
        {
            // The magic is written last: until then a reader treats the file as new.
            if (file.Length != Length) file.SetLength(0);
            file.Write(bytes, 0);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
            file.Write(bytes[..sizeof(uint)], 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
    }

    /// <summary>Makes the last write survive a power failure.</summary>
    public void Sync() => _file?.Sync();

    public void Dispose() => _file?.Dispose();
}
