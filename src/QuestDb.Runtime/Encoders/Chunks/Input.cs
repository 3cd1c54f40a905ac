namespace QuestDb.Encoders.Chunks;

/// <summary>An argument of a chunk's setter: memory that is kept until the flush, or a span that is copied.</summary>
internal readonly ref struct Input<T>
{
    private readonly ReadOnlyMemory<T> _memory;
    private readonly ReadOnlySpan<T> _span;
    private readonly bool _copy;

    private Input(ReadOnlyMemory<T> memory) => _memory = memory;

    private Input(ReadOnlySpan<T> span)
    {
        _span = span;
        _copy = true;
    }

    public static implicit operator Input<T>(ReadOnlyMemory<T> memory) => new(memory);

    public static implicit operator Input<T>(ReadOnlySpan<T> span) => new(span);

    public int Length => _copy ? _span.Length : _memory.Length;

    public ReadOnlySpan<T> Span => _copy ? _span : _memory.Span;

    /// <summary>The memory, or the span copied into an array that grows with the largest.</summary>
    public ReadOnlyMemory<T> Keep(ref T[] copy)
    {
        if (!_copy) return _memory;
        if (copy.Length < _span.Length) copy = GC.AllocateUninitializedArray<T>(_span.Length);
        _span.CopyTo(copy);
        return copy.AsMemory(0, _span.Length);
    }
}
