using System.Globalization;
using System.Text;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>Rows through a chunk.</summary>
internal static class ChunkWriter
{
    public static WriteReceipt Write(ColumnSender sender, Chunk chunk, EveryColumn[] rows)
    {
        chunk
            .ColumnInt("run", Of(rows, r => r.Run))
            .ColumnBoolean("flag", Of(rows, r => r.Flag))
            .ColumnByte("tiny", Of(rows, r => r.Tiny))
            .ColumnShort("small", Of(rows, r => r.Small).AsSpan())
            .ColumnChar("letter", Of(rows, r => r.Letter))
            .ColumnInt("whole", Values(rows, r => r.Whole, out byte[] valid), valid)
            .ColumnLong("big", Values(rows, r => r.Big, out valid), valid)
            .ColumnFloat("single", Values(rows, r => r.Single, out valid), valid)
            .ColumnDouble("real", Values(rows, r => r.Real, out valid).AsSpan(), valid)
            .ColumnTimestamp("micros", Values(rows, r => r.Micros, out valid), valid)
            .ColumnTimestamp("nanos", Values(rows, r => r.Nanos, out valid), valid)
            .ColumnDate("millis", Values(rows, r => r.Millis, out valid), valid)
            .ColumnUuid("id", Values(rows, r => r.Id, out valid), valid)
            .ColumnLong256("hash", Values(rows, r => r.Hash, out valid), valid)
            .ColumnIPv4("host", Values(rows, r => r.Host, out valid), valid)
            .ColumnGeoHash("place", Values(rows, r => r.Place, out valid), 20, valid)
            .ColumnDecimal64("price", Values(rows, r => (long?)(r.Price * 10_000), out valid), 4, valid)
            .ColumnDecimal("amount", Values(rows, r => r.Amount, out valid), 10, valid)
            .ColumnDecimal("huge", Values(rows, r => r.Huge, out valid), 20, valid)
            .ColumnBinary("bytes", Of(rows, r => r.Bytes))
            .ColumnDoubleArray("matrix", Of(rows, r => r.Matrix ?? default));
        Texts(chunk, rows);
        Symbols(chunk, rows);
        Vectors(chunk, rows);
        chunk.At(Of(rows, r => r.Ts));
        return sender.Flush(chunk);
    }

    private static void Texts(Chunk chunk, EveryColumn[] rows)
    {
        byte[][] utf8 = Of(rows, r => Encoding.UTF8.GetBytes(r.Text ?? ""));
        chunk.ColumnVarchar("text", Offsets(utf8.Select(t => t.Length)), utf8.SelectMany(t => t).ToArray(),
            Valid(rows, r => r.Text is not null));
    }

    private static void Symbols(Chunk chunk, EveryColumn[] rows)
    {
        string[] texts = [.. rows.Select(r => r.Tag).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        chunk.Symbol("tag", Of(rows, r => (short)(r.Tag is null ? -1 : Array.BinarySearch(texts, r.Tag, StringComparer.Ordinal))),
            texts, Valid(rows, r => r.Tag is not null));
    }

    private static void Vectors(Chunk chunk, EveryColumn[] rows) => chunk.ColumnDoubleArray("vector",
        Offsets(rows.Select(r => r.Vector?.Length ?? 0)), rows.SelectMany(r => r.Vector ?? []).ToArray(),
        Valid(rows, r => r.Vector is not null));

    private static T[] Of<T>(EveryColumn[] rows, Func<EveryColumn, T> value) => [.. rows.Select(value)];

    private static T[] Values<T>(EveryColumn[] rows, Func<EveryColumn, T?> value, out byte[] valid)
        where T : struct
    {
        valid = Valid(rows, r => value(r) is not null);
        return [.. rows.Select(r => value(r) ?? default)];
    }

    private static byte[] Valid(EveryColumn[] rows, Func<EveryColumn, bool> hasValue)
    {
        var bits = new byte[(rows.Length + 7) / 8];
        for (int row = 0; row < rows.Length; row++)
            if (hasValue(rows[row]))
                bits[row / 8] |= (byte)(1 << (row % 8));
        return bits;
    }

    private static int[] Offsets(IEnumerable<int> lengths)
    {
        var offsets = new List<int> { 0 };
        foreach (int length in lengths)
            offsets.Add(offsets[^1] + length);
        return [.. offsets];
    }
}

/// <summary>Rows through a row sender's own buffer.</summary>
internal static class RowWriter
{
    public static void Write(RowSender sender, EveryColumn[] rows)
    {
        foreach (EveryColumn row in rows)
        {
            sender.Table(EveryColumn.Table)
                .Symbol("tag", row.Tag)
                .Column("run", row.Run)
                .Column("flag", row.Flag)
                .Column("tiny", row.Tiny)
                .Column("small", row.Small)
                .Column("letter", row.Letter)
                .Column("whole", row.Whole)
                .Column("big", row.Big)
                .Column("single", row.Single)
                .Column("real", row.Real)
                .Column("text", row.Text)
                .Column("bytes", row.Bytes)
                .Column("micros", row.Micros)
                .Column("nanos", row.Nanos)
                .ColumnDate("millis", row.Millis)
                .Column("id", row.Id)
                .Column("hash", row.Hash)
                .ColumnIPv4("host", row.Host)
                .Column("place", row.Place)
                .ColumnDecimal("price", row.Price?.ToString(CultureInfo.InvariantCulture))
                .Column("amount", row.Amount)
                .Column("huge", row.Huge)
                .Column("vector", row.Vector)
                .Column("matrix", row.Matrix ?? default)
                .At(row.Ts);
        }
    }
}
