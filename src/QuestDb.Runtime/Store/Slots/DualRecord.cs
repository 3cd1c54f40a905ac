using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;

namespace QuestDb.Store.Slots;

/// <summary>
/// Two values of newer clients' manifests and watermarks, kept in two records of 64 bytes at the starts of two blocks of
/// 4 KiB; each update writes the other one, and the one with the higher generation counts. Read, never written.
/// </summary>
/// <param name="Generation">Number of the update, from 1.</param>
/// <param name="First">The first value.</param>
/// <param name="Second">The second value.</param>
internal readonly record struct DualRecord(long Generation, long First, long Second)
{
    public const int FileLength = 2 * BlockLength;

    private const int BlockLength = 4 * 1024;
    private const int RecordLength = 64;
    private const int CrcOffset = 60;
    private const uint Version = 1;

    /// <summary>The record that counts, or null when neither is whole.</summary>
    public static DualRecord? Read(IStoreFile file, uint magic, Func<DualRecord, bool> isValid)
    {
        DualRecord? first = ReadOne(file, 0, magic, isValid);
        DualRecord? second = ReadOne(file, BlockLength, magic, isValid);
        return first is null || second?.Generation > first.Value.Generation ? second : first;
    }

    private static DualRecord? ReadOne(IStoreFile file, int offset, uint magic, Func<DualRecord, bool> isValid)
    {
        Span<byte> bytes = stackalloc byte[RecordLength];
        file.Read(bytes, offset);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != magic || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Version)
        {
            return null;
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]) != Crc32C.Compute(bytes[..CrcOffset])) return null;
        var record = new DualRecord(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return record.Generation > 0 && isValid(record) ? record : null;
    }
}
