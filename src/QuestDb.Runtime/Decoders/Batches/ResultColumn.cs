using System.Runtime.InteropServices;
using QuestDb.Schemas;

namespace QuestDb.Decoders.Batches;

/// <summary>
/// One column of a result batch: its schema, and where its values stand. Reused by every batch of a query.
/// </summary>
/// <param name="name">The column name.</param>
/// <param name="type">The column type.</param>
/// <param name="predecessor">The column in the same place of an earlier query, whose buffers this one takes over; or null.</param>
internal sealed class ResultColumn(string name, ColumnType type, ResultColumn? predecessor = null)
{
    private int[] _ranks = predecessor?._ranks ?? [];
    private bool _ranked;

    public string Name { get; } = name;

    public ColumnType Type { get; } = type;

    /// <summary>The array that holds <see cref="Bitmap"/> and <see cref="Values"/>: the frame, or its decompressed form.</summary>
    public byte[] Bytes { get; set; } = [];

    /// <summary>Where the null bitmap stands; -1 when the batch has no null in the column.</summary>
    public int BitmapOffset { get; set; } = -1;

    /// <summary>Number of values that are not null.</summary>
    public int ValueCount { get; set; }

    /// <summary>Where the dense values (offsets, for text) stand.</summary>
    public int ValuesOffset { get; set; }

    /// <summary>Bytes of the dense values; of the text itself for VARCHAR and BINARY.</summary>
    public int ValuesLength { get; set; }

    /// <summary>Values that had to be decoded: timestamps out of their bit stream. Empty where <see cref="Bytes"/> serves.</summary>
    public long[] Timestamps { get; set; } = predecessor?.Timestamps ?? [];

    /// <summary>Whether <see cref="Timestamps"/> holds the values of this batch.</summary>
    public bool TimestampsDecoded { get; set; }

    /// <summary>Dictionary ids of a SYMBOL column, decoded.</summary>
    public int[] SymbolIds { get; set; } = predecessor?.SymbolIds ?? [];

    /// <summary>
    /// Where each array of an array column stands in <see cref="Bytes"/>: its number of dimensions, their lengths, its values.
    /// </summary>
    public int[] ArrayStarts { get; set; } = predecessor?.ArrayStarts ?? [];

    /// <summary>Fraction digits of a DECIMAL column, precision in bits of a GEOHASH column.</summary>
    public int Parameter { get; set; }

    /// <summary>Bytes of the buffers that stay for a later batch.</summary>
    public long HeldBytes =>
        ((long)Timestamps.Length * sizeof(long)) + ((SymbolIds.Length + (long)ArrayStarts.Length + _ranks.Length) * sizeof(int));

    /// <summary>Begins another batch.</summary>
    public void Begin(byte[] bytes)
    {
        Bytes = bytes;
        _ranked = false;
    }

    /// <summary>
    /// Number of values before each 64th row, for random access to a column with nulls; counted when they are first asked for.
    /// </summary>
    public ReadOnlySpan<int> Ranks(int rowCount)
    {
        int words = (rowCount + 63) / 64;
        if (!_ranked)
        {
            if (_ranks.Length < words) _ranks = new int[words];
            ReadOnlySpan<byte> bitmap = Bitmap(rowCount);
            int values = 0;
            for (int word = 0; word < words; word++)
            {
                _ranks[word] = values;
                values += NullBits.ValuesIn(bitmap, word);
            }

            _ranked = true;
        }

        return _ranks.AsSpan(0, words);
    }

    /// <summary>The null bitmap, one bit a row, set for null; empty when there is none.</summary>
    public ReadOnlySpan<byte> Bitmap(int rowCount) =>
        BitmapOffset < 0 ? [] : Bytes.AsSpan(BitmapOffset, (rowCount + 7) / 8);

    /// <summary>The dense values as bytes.</summary>
    public ReadOnlySpan<byte> Values => Bytes.AsSpan(ValuesOffset, ValuesLength);

    /// <summary>Offsets of the dense values of VARCHAR and BINARY in <see cref="Text"/>, and the end of the last one.</summary>
    public ReadOnlySpan<uint> Offsets => MemoryMarshal.Cast<byte, uint>(Bytes.AsSpan(ValuesOffset, (ValueCount + 1) * sizeof(uint)));

    /// <summary>The dense values of VARCHAR and BINARY, one after the other.</summary>
    public ReadOnlySpan<byte> Text => Bytes.AsSpan(ValuesOffset + ((ValueCount + 1) * sizeof(uint)), ValuesLength);

    /// <summary>One value of VARCHAR or BINARY.</summary>
    public ReadOnlySpan<byte> TextAt(int index)
    {
        ReadOnlySpan<uint> offsets = Offsets;
        return Text[(int)offsets[index]..(int)offsets[index + 1]];
    }

    /// <summary>The lengths of the dimensions of one array and its elements, as they were received.</summary>
    public ReadOnlySpan<byte> ArrayAt(int index, out int rank)
    {
        int start = ArrayStarts[index];
        int end = index + 1 < ValueCount ? ArrayStarts[index + 1] : ValuesOffset + ValuesLength;
        rank = Bytes[start];
        return Bytes.AsSpan(start + 1, end - start - 1);
    }

    public QuestDbException UnexpectedNull(int row) =>
        new(ErrorCode.UnexpectedNull, $"Column {Name} ({ColumnTypeNames.Of(Type)}) is NULL in row {row} of its batch.")
        {
            Column = Name,
            Row = row,
        };
}
