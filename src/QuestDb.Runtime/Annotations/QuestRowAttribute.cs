namespace QuestDb;

/// <summary>
/// Maps a partial record, class or struct to the rows of a query result. It has no table and is never written:
/// the source generator makes the type implement <see cref="Mapping.IQuestRow{T}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class QuestRowAttribute : Attribute
{
    /// <summary>When true, a result column that no member matches is an error; by default it is ignored.</summary>
    public bool Strict { get; set; }
}
