using QuestDb.Shared.Names;

namespace QuestDb.Shared.Sql;

internal sealed record SqlColumn(string Name, SqlType Type);

/// <summary>The shape of a table, as the binder sees it.</summary>
internal sealed record SqlTable(string Name, IReadOnlyList<SqlColumn> Columns, int DesignatedTimestamp)
{
    /// <summary>Index of a column by its case-insensitive name, -1 if there is none.</summary>
    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (NameComparer.Same(Columns[i].Name, column)) return i;
        }

        return -1;
    }
}

/// <summary>Where the binder looks tables up.</summary>
internal interface ISchemaSource
{
    /// <summary>The table of that case-insensitive name, null if there is none.</summary>
    SqlTable? FindTable(string name);
}
