namespace QuestDb.Generators.ExecutionTests.Shapes;

/// <summary>Only ever read, since no server stores LONG[].</summary>
[QuestRow]
internal sealed partial class LongArrays
{
    public long[]? Vector { get; init; }

    public long[,]? Matrix { get; init; }

    public long[,,]? Cube { get; init; }

    public ReadOnlyMemory<long> Values { get; init; }

    public NdArray<long> Array { get; init; }

    public NdArray<long>? ArrayOrNull { get; init; }
}
