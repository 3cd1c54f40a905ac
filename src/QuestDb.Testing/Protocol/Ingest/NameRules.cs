namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>Which table and column names a server creates.</summary>
internal static class NameRules
{
    private const string ForbiddenInTables = "?,'\"\\/:)(+*%~";
    private const string ForbiddenInColumns = ForbiddenInTables + ".-";

    public static bool IsTableName(string name) =>
        name.Length > 0 && name[0] != '.' && name[^1] != '.' && name[0] != ' ' && name[^1] != ' '
        && !name.Contains("..", StringComparison.Ordinal) && !ContainsForbidden(name, ForbiddenInTables);

    public static bool IsColumnName(string name) => name.Length > 0 && !ContainsForbidden(name, ForbiddenInColumns);

    private static bool ContainsForbidden(string name, string forbidden)
    {
        foreach (char c in name)
            if (c < ' ' || c is '\u007F' or '\uFEFF' || forbidden.Contains(c)) return true;
        return false;
    }
}
