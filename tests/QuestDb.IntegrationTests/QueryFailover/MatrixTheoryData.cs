namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Every combination of two values.</summary>
internal sealed class MatrixTheoryData<T1, T2> : TheoryData<T1, T2>
{
    public MatrixTheoryData(IReadOnlyList<T1> first, IReadOnlyList<T2> second)
    {
        foreach (T1 a in first)
        {
            foreach (T2 b in second) Add(a, b);
        }
    }
}
