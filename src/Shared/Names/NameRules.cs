namespace QuestDb.Shared.Names;

/// <summary>
/// The names that QuestDB's server refuses, character for character (<c>TableUtils.isValidTableName</c> and
/// <c>isValidColumnName</c>).
/// </summary>
internal static class NameRules
{
    /// <summary>
    /// Longest name in UTF-16 units: the server's <c>cairo.max.file.name.length</c>. On the wire a name has at most as many bytes
    /// in UTF-8 (QWP ingress, limits), which is less where it is not ASCII.
    /// </summary>
    public const int MaxLength = 127;

    private const string ForbiddenInTables = "?,'\"\\/:)(+*%~";
    private const string ForbiddenInColumns = ForbiddenInTables + ".-";

    /// <summary>What is wrong with a table name, or null.</summary>
    public static string? TableProblem(string name)
    {
        if (Problem(name, ForbiddenInTables) is { } problem) return problem;
        if (name[0] == '.' || name[name.Length - 1] == '.') return "starts or ends with a dot";
        if (name[0] == ' ' || name[name.Length - 1] == ' ') return "starts or ends with a space";
        return name.Contains("..") ? "has two dots in a row" : null;
    }

    /// <summary>What is wrong with a column name, or null.</summary>
    public static string? ColumnProblem(string name) => Problem(name, ForbiddenInColumns);

    private static string? Problem(string name, string forbidden)
    {
        if (name.Length == 0) return "is empty";
        if (name.Length > MaxLength) return $"is longer than {MaxLength} characters";
        foreach (char c in name)
        {
            // The server takes the control characters from U+0010 to U+001F.
            if (c is <= '\u000f' or '\u007f' or '\ufeff') return $"has the control character U+{(int)c:X4}";
            if (forbidden.IndexOf(c) >= 0) return $"has the character '{c}'";
        }

        return null;
    }
}
