namespace QuestDb;

/// <summary>
/// Maps a partial record, class or struct to the rows of a query result. It has no table and is never written:
/// the source generator makes the type implement <see cref="Mapping.IQuestRow{T}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class QuestRowAttribute : Attribute
{
    /// <summary>
    /// Makes the annotated class the map of another type, one that can't be annotated: its columns are the members of that type, and
    /// members of the same name and type in this class carry the attributes. Such rows are read with <c>db.Query&lt;T, TMap&gt;</c>.
    /// </summary>
    public Type? For { get; set; }

    /// <summary>When true, a result column that no member matches is an error; by default it is ignored.</summary>
    public bool Strict { get; set; }
}
