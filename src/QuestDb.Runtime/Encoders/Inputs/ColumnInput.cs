using System.Runtime.CompilerServices;

namespace QuestDb;

/// <summary>
/// What a setter of a <see cref="Chunk"/> takes, one for each row: an array or memory, which is kept until the flush and not
/// copied, or a span, which is copied into the chunk at once.
/// </summary>
/// <remarks>It is made by conversion: give the setter the array, the memory, the span or a collection expression itself.</remarks>
/// <typeparam name="T">The element, such as <see cref="double"/>; <see cref="byte"/> for a validity bitmap.</typeparam>
[CollectionBuilder(typeof(ColumnInput), nameof(ColumnInput.Create))]
public readonly ref struct ColumnInput<T>
{
    private readonly ReadOnlyMemory<T> _memory;
    private readonly ReadOnlySpan<T> _span;
    private readonly bool _copy;

    private ColumnInput(ReadOnlyMemory<T> memory) => _memory = memory;

    internal ColumnInput(ReadOnlySpan<T> span)
    {
        _span = span;
        _copy = true;
    }

    /// <summary>Takes an array: the chunk keeps it until the flush.</summary>
    /// <param name="values">The array; null is no element.</param>
    public static implicit operator ColumnInput<T>(T[]? values) => new(values.AsMemory());

    /// <summary>Takes a part of an array: the chunk keeps it until the flush.</summary>
    /// <param name="values">The part.</param>
    public static implicit operator ColumnInput<T>(ArraySegment<T> values) => new(values.AsMemory());

    /// <summary>Takes memory: the chunk keeps it until the flush.</summary>
    /// <param name="values">The memory.</param>
    public static implicit operator ColumnInput<T>(Memory<T> values) => new((ReadOnlyMemory<T>)values);

    /// <summary>Takes memory: the chunk keeps it until the flush.</summary>
    /// <param name="values">The memory.</param>
    public static implicit operator ColumnInput<T>(ReadOnlyMemory<T> values) => new(values);

    /// <summary>Takes a span: the chunk copies it.</summary>
    /// <param name="values">The span.</param>
    public static implicit operator ColumnInput<T>(Span<T> values) => new((ReadOnlySpan<T>)values);

    /// <summary>Takes a span: the chunk copies it.</summary>
    /// <param name="values">The span.</param>
    public static implicit operator ColumnInput<T>(ReadOnlySpan<T> values) => new(values);

    internal int Length => _copy ? _span.Length : _memory.Length;

    internal ReadOnlySpan<T> Span => _copy ? _span : _memory.Span;

    /// <summary>Goes through the elements.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <summary>The memory, or the span copied into an array that grows with the largest.</summary>
    internal ReadOnlyMemory<T> Keep(ref T[] copy)
    {
        if (!_copy) return _memory;
        if (copy.Length < _span.Length) copy = GC.AllocateUninitializedArray<T>(_span.Length);
        _span.CopyTo(copy);
        return copy.AsMemory(0, _span.Length);
    }
}

/// <summary>Makes a <see cref="ColumnInput{T}"/> of a collection expression.</summary>
public static class ColumnInput
{
    /// <summary>Takes the elements: the chunk copies them.</summary>
    /// <param name="values">The elements.</param>
    public static ColumnInput<T> Create<T>(ReadOnlySpan<T> values) => new(values);
}
