namespace QuestDb;

/// <summary>The SYMBOL text of one enum member; without it the text is the name of the member as it is declared.</summary>
/// <param name="name">The text stored in QuestDB, compared with case.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SymbolNameAttribute(string name) : Attribute
{
    /// <summary>The text stored in QuestDB.</summary>
    public string Name { get; } = name;
}
