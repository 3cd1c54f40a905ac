namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>What converts to an argument of a chunk's setter, and whether it is kept or copied.</summary>
public sealed class ColumnInputTests
{
    private readonly int[] _numbers = [7, 8, 9];

    [Fact]
    public void Arrays_and_memory_are_kept()
    {
        int[] copy = [];
        foreach (ReadOnlyMemory<int> kept in new[] { Array(_numbers), Segment(new ArraySegment<int>(_numbers)), Memory(_numbers),
            ReadOnly(_numbers) })
        {
            Assert.True(kept.Span == _numbers);
        }

        ReadOnlyMemory<int> Array(ColumnInput<int> input) => input.Keep(ref copy);
        ReadOnlyMemory<int> Segment(ArraySegment<int> values) => Array(values);
        ReadOnlyMemory<int> Memory(Memory<int> values) => Array(values);
        ReadOnlyMemory<int> ReadOnly(ReadOnlyMemory<int> values) => Array(values);
        Assert.Empty(copy);
    }

    [Fact]
    public void Spans_and_collection_expressions_are_copied()
    {
        Assert.Equal(_numbers, Copied(_numbers.AsSpan()));
        Assert.Equal(_numbers, Copied((ReadOnlySpan<int>)_numbers));
        Assert.Equal(_numbers, Copied([7, 8, 9]));
        Assert.Equal(_numbers.Length, new Chunk("t").ColumnInt("n", [7, 8, 9]).RowCount);
    }

    private int[] Copied(ColumnInput<int> input)
    {
        int[] copy = [];
        ReadOnlyMemory<int> kept = input.Keep(ref copy);
        Assert.True(kept.Span == copy.AsSpan(0, kept.Length));
        Assert.NotSame(_numbers, copy);
        return copy;
    }
}
