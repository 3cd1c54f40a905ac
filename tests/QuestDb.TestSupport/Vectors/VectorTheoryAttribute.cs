using Xunit;

namespace QuestDb.TestSupport;

/// <summary>A theory over recorded vectors; one skipped test where they are absent, since a theory without data fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorTheoryAttribute : TheoryAttribute
{
    public VectorTheoryAttribute() => Skip = VectorFolder.SkipReason;
}

/// <summary>A fact that reads recorded vectors; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute() => Skip = VectorFolder.SkipReason;
}
