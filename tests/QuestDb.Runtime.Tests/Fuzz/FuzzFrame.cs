using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Fuzz;

/// <summary>
/// One recorded RESULT_BATCH with what a decoder has to know before it: the connection's dictionary and the schema. A batch
/// that is not the first of its query becomes the second, so that one small frame leads up to it.
/// </summary>
/// <param name="Bytes">The frame, numbered 0 or 1.</param>
/// <param name="Known">The dictionary in front of the frame, UTF-8.</param>
/// <param name="Schema">A batch without rows that carries the schema, or null for a batch that carries its own.</param>
/// <param name="Types">The columns of <paramref name="Schema"/>.</param>
internal sealed record FuzzFrame(byte[] Bytes, IReadOnlyList<byte[]> Known, byte[]? Schema, IReadOnlyList<ColumnType> Types)
{
    private const int SequenceOffset = 21;

    /// <summary>The batches of recorded server frames, in order.</summary>
    public static IEnumerable<FuzzFrame> Of(IEnumerable<byte[]> frames)
    {
        var decoder = new ReferenceResultFrameDecoder();
        var known = new List<byte[]>();
        IReadOnlyList<CellColumn> columns = [];
        foreach (byte[] frame in frames)
        {
            ReferenceServerFrame decoded = decoder.Decode(frame);
            if (decoded is CacheResetFrame)
                known.Clear();
            if (decoded is not ResultBatchFrame batch)
                continue;
            columns = [.. batch.Columns.Select(c => c.Column)];
            yield return batch.Sequence == 0
                ? new FuzzFrame(frame, [.. known], null, [])
                : new FuzzFrame(Renumbered(frame), [.. known], SchemaOf(frame, columns), [.. columns.Select(c => c.Type)]);
            known.AddRange(batch.DeltaEntries.Select(Encoding.UTF8.GetBytes));
        }
    }

    private static byte[] Renumbered(byte[] frame)
    {
        int length = 1;
        while (frame[SequenceOffset + length - 1] >= 0x80)
            length++;
        byte[] renumbered = [.. frame[..SequenceOffset], 1, .. frame[(SequenceOffset + length)..]];
        SetPayloadLength(renumbered);
        return renumbered;
    }

    private static byte[] SchemaOf(byte[] frame, IReadOnlyList<CellColumn> columns)
    {
        // Of what follows the sequence, a batch without rows has the table name, the row count, the schema, and an empty column each.
        var bytes = new List<byte>([.. frame[..SequenceOffset], 0, 0, 0, .. Varint(columns.Count)]);
        foreach (CellColumn column in columns)
        {
            byte[] name = Encoding.UTF8.GetBytes(column.Name);
            bytes.AddRange([.. Varint(name.Length), .. name, (byte)column.Type]);
        }

        foreach (CellColumn column in columns)
        {
            bytes.AddRange(column.Type switch
            {
                ColumnType.Varchar or ColumnType.Binary => [0, 0, 0, 0, 0],
                ColumnType.GeoHash => [0, (byte)column.PrecisionBits],
                ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256 => [0, (byte)column.Scale],
                _ => (byte[])[0],
            });
        }

        byte[] schema = [.. bytes];
        schema[5] = 0;
        SetPayloadLength(schema);
        return schema;
    }

    /// <summary>Makes the header announce what follows it.</summary>
    public static void SetPayloadLength(byte[] frame) =>
        BitConverter.TryWriteBytes(frame.AsSpan(8), frame.Length - QwpConstants.HeaderLength);

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
