namespace QuestDb.Egress;

/// <summary>
/// One column of a result batch: its schema, and where its values stand. Reused by every batch of a query.
/// </summary>
/// <param name="name">The column name.</param>
/// <param name="type">The column type.</param>
/// <param name="predecessor">The column in the same place of an earlier query, whose buffers this one takes over; or null.</param>
internal sealed class ResultColumn(string name, ColumnType type, ResultColumn? predecessor = null)
{
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

    /// <summary>Fraction digits of a DECIMAL column, precision in bits of a GEOHASH column.</summary>
    public int Parameter { get; set; }

    /// <summary>The null bitmap, one bit a row, set for null; empty when there is none.</summary>
    public ReadOnlySpan<byte> Bitmap(int rowCount) =>
        BitmapOffset < 0 ? [] : Bytes.AsSpan(BitmapOffset, (rowCount + 7) / 8);

    /// <summary>The dense values as bytes.</summary>
    public ReadOnlySpan<byte> Values => Bytes.AsSpan(ValuesOffset, ValuesLength);
}
