namespace QuestDb.Testing.Tables;

/// <summary>A growable vector of the values of one column: of a stored table, or of a query result.</summary>
internal abstract class ColumnVector(ColumnType type)
{
    public ColumnType Type { get; } = type;

    /// <summary>Precision in bits of a GEOHASH, precision in digits of a DECIMAL, dimensions of an array; otherwise 0.</summary>
    public int Precision { get; init; }

    /// <summary>Fraction digits of a DECIMAL; otherwise 0.</summary>
    public int Scale { get; init; }

    /// <summary>Rows in the vector.</summary>
    public int Count { get; protected set; }

    public abstract bool IsNull(int row);

    /// <summary>Appends NULL; the types without a NULL append false or 0, as QuestDB does.</summary>
    public abstract void AppendNull();

    /// <summary>Appends one row of a vector of the same type.</summary>
    public abstract void AppendFrom(ColumnVector source, int row);

    /// <summary>A vector of the chosen rows, in the order given.</summary>
    public abstract ColumnVector Gather(ReadOnlySpan<int> rows);
}
