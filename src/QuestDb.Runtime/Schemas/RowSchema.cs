namespace QuestDb.Mapping;

/// <summary>The columns that a record type is read from. Immutable; one instance a type.</summary>
/// <param name="typeName">The record type, for error messages.</param>
/// <param name="columns">The mapped members in declaration order.</param>
public class RowSchema(string typeName, ColumnSchema[] columns)
{
    private readonly ColumnSchema[] _columns = columns;

    /// <summary>The record type, for error messages.</summary>
    public string TypeName { get; } = typeName;

    /// <summary>The mapped members in declaration order.</summary>
    public ReadOnlySpan<ColumnSchema> Columns => _columns;

    /// <summary>Whether a result column without a member is an error.</summary>
    public bool Strict { internal get; init; }
}
