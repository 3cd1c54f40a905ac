using QuestDb.Shared.TypeMap;

namespace QuestDb.Testing.Tables;

/// <summary>
/// A growable vector of the values of one column: of a stored table, or of a query result.
/// Values below <see cref="Count"/> never change once another thread may see them: a change is a new vector.
/// </summary>
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

    /// <summary>Appends <paramref name="count"/> NULLs.</summary>
    public virtual void AppendNulls(int count)
    {
        for (int i = 0; i < count; i++) AppendNull();
    }

    /// <summary>Appends one row of a vector of the same type.</summary>
    public abstract void AppendFrom(ColumnVector source, int row);

    /// <summary>Appends all rows of a vector of the same type.</summary>
    public virtual void AppendAll(ColumnVector source)
    {
        for (int i = 0; i < source.Count; i++) AppendFrom(source, i);
    }

    /// <summary>A vector of the chosen rows, in the order given.</summary>
    public abstract ColumnVector Gather(ReadOnlySpan<int> rows);

    /// <summary>
    /// A read-only view of the rows from <paramref name="start"/> on, sharing the storage; later appends to this vector don't show in it.
    /// </summary>
    public abstract ColumnVector Slice(int start, int count);

    /// <summary>An empty vector of the same type.</summary>
    public ColumnVector NewEmpty() => Create(Type, Precision, Scale);

    public static ColumnVector Create(ColumnType type, int precision = 0, int scale = 0) => type switch
    {
        ColumnType.Boolean => new FixedVector<byte>(type),
        ColumnType.Byte => new FixedVector<sbyte>(type),
        ColumnType.Short => new FixedVector<short>(type),
        ColumnType.Char => new FixedVector<ushort>(type),
        ColumnType.Int => new FixedVector<int>(type),
        ColumnType.IPv4 => new FixedVector<uint>(type),
        ColumnType.Float => new FixedVector<float>(type),
        ColumnType.Double => new FixedVector<double>(type),
        ColumnType.GeoHash => new FixedVector<long>(type) { Precision = precision },
        ColumnType.Decimal64 => new FixedVector<long>(type) { Precision = precision, Scale = scale },
        ColumnType.Decimal128 => new FixedVector<Int128>(type) { Precision = precision, Scale = scale },
        ColumnType.Decimal256 => new FixedVector<Limbs256>(type) { Precision = precision, Scale = scale },
        ColumnType.Uuid => new FixedVector<UInt128>(type),
        ColumnType.Long256 => new FixedVector<Limbs256>(type),
        ColumnType.Symbol => new SymbolVector(),
        ColumnType.Varchar or ColumnType.Binary => new BytesVector(type),
        ColumnType.DoubleArray or ColumnType.LongArray => new ArrayVector(type) { Precision = precision },
        _ when ColumnTypes.Find(type) is { Width: sizeof(long) } => new FixedVector<long>(type),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a column type"),
    };
}
