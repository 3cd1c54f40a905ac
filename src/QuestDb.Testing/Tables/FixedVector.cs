namespace QuestDb.Testing.Tables;

/// <summary>
/// Values of fixed width. C# types: BOOLEAN <c>byte</c> (0 or 1), BYTE <c>sbyte</c>, SHORT <c>short</c>, CHAR
/// <c>ushort</c>, INT <c>int</c>, IPv4 <c>uint</c>, FLOAT <c>float</c>, DOUBLE <c>double</c>, UUID
/// <see cref="UInt128"/> (as printed, most significant first), DECIMAL128 <see cref="Int128"/>, LONG256 and DECIMAL256
/// <see cref="Limbs256"/>, the others <c>long</c>. NULL is the sentinel of <see cref="Nulls"/>.
/// </summary>
internal sealed class FixedVector<T> : ColumnVector where T : unmanaged
{
    private readonly T _null;
    private readonly bool _hasNull;
    private T[] _values = [];
    private int _start;
    private bool _shared;

    public FixedVector(ColumnType type) : base(type)
    {
        _hasNull = Nulls.HasNull(type);
        _null = _hasNull ? Nulls.Sentinel<T>(type) : default;
    }

    public ReadOnlySpan<T> Values => _values.AsSpan(_start, Count);

    public T this[int row] => _values[_start + row];

    /// <summary>A vector over values that the caller gives away.</summary>
    public static FixedVector<T> Wrap(ColumnType type, T[] values, int precision = 0, int scale = 0)
        => new(type) { Precision = precision, Scale = scale, _values = values, Count = values.Length };

    public override bool IsNull(int row)
    {
        if (!_hasNull) return false;
        T value = this[row];
        if (typeof(T) == typeof(double)) return double.IsNaN((double)(object)value);
        if (typeof(T) == typeof(float)) return float.IsNaN((float)(object)value);
        return EqualityComparer<T>.Default.Equals(value, _null);
    }

    public override void AppendNull() => Append(_null);

    public override void AppendNulls(int count) => AppendUninitialized(count).Fill(_null);

    public void Append(T value)
    {
        Reserve(1);
        _values[_start + Count++] = value;
    }

    public void Append(ReadOnlySpan<T> values) => values.CopyTo(AppendUninitialized(values.Length));

    /// <summary>Grows the vector by <paramref name="count"/> rows and hands them out to be filled.</summary>
    public Span<T> AppendUninitialized(int count)
    {
        Reserve(count);
        Span<T> added = _values.AsSpan(_start + Count, count);
        Count += count;
        return added;
    }

    public override void AppendFrom(ColumnVector source, int row) => Append(((FixedVector<T>)source)[row]);

    public override void AppendAll(ColumnVector source) => Append(((FixedVector<T>)source).Values);

    public override ColumnVector Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new T[rows.Length];
        ReadOnlySpan<T> source = Values;
        for (int i = 0; i < rows.Length; i++) gathered[i] = source[rows[i]];
        return Wrap(Type, gathered, Precision, Scale);
    }

    public override ColumnVector Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Count);
        return new FixedVector<T>(Type)
        {
            Precision = Precision,
            Scale = Scale,
            _values = _values,
            _start = _start + start,
            _shared = true,
            Count = count,
        };
    }

    private void Reserve(int count)
    {
        int needed = _start + Count + count;
        if (!_shared && needed <= _values.Length) return;
        var grown = new T[Math.Max(needed, (_start + Count) * 2)];
        Values.CopyTo(grown);
        _values = grown;
        _start = 0;
        _shared = false;
    }
}
