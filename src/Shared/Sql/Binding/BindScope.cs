using QuestDb.Shared.Names;

namespace QuestDb.Shared.Sql;

/// <summary>The names that an expression may use.</summary>
internal sealed class BindScope(IReadOnlyList<SqlColumn> columns, params string?[] qualifiers)
{
    public IReadOnlyList<SqlColumn> Columns { get; } = columns;

    public bool Knows(string qualifier) => qualifiers.Any(known => NameComparer.Same(known, qualifier));

    /// <summary>The column of a name, null if there is none.</summary>
    public BoundColumn? Find(NameSyntax name)
    {
        if (name.Qualifier is not null && !Knows(name.Qualifier)) return null;
        for (int i = 0; i < Columns.Count; i++)
        {
            if (NameComparer.Same(Columns[i].Name, name.Name))
                return new BoundColumn(Columns[i].Type, i, Columns[i].Name);
        }

        return null;
    }
}
