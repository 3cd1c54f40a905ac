using System.Text;

namespace QuestDb.Shared.Names;

/// <summary>Rules for table and column names, as QuestDB's server applies them and control characters besides.</summary>
internal static class ColumnNames
{
    /// <summary>Longest name in UTF-8 bytes.</summary>
    public const int MaxBytes = 127;

    /// <summary>
    /// The name that a server gives to the designated timestamp of a table which it creates itself; messages name one so
    /// that has no other, since it has none on the wire.
    /// </summary>
    public const string DefaultDesignated = "timestamp";

    /// <summary>The default column name of a member: its name in camel case.</summary>
    public static string FromMember(string memberName)
    {
        if (memberName.Length == 0 || !char.IsUpper(memberName[0])) return memberName;
        char[] name = memberName.ToCharArray();
        for (int i = 0; i < name.Length && char.IsUpper(name[i]); i++)
        {
            // "IPAddress" is "ipAddress": the last capital of a run starts the next word.
            if (i > 0 && i + 1 < name.Length && !char.IsUpper(name[i + 1])) break;
            name[i] = char.ToLowerInvariant(name[i]);
        }

        return new string(name);
    }

    /// <summary>What is wrong with a column name, or null.</summary>
    public static string? CheckColumn(string name) => Check(name, "?.,'\"\\/:)(+-*%~");

    /// <summary>What is wrong with a table name, or null.</summary>
    public static string? CheckTable(string name)
    {
        if (Check(name, "?,'\"\\/:)(+*%~") is { } problem) return problem;
        if (name[0] == '.' || name[name.Length - 1] == '.') return "starts or ends with a dot";
        return name.Contains("..") ? "has two dots in a row" : null;
    }

    private static string? Check(string name, string illegal)
    {
        if (name.Length == 0) return "is empty";
        if (Encoding.UTF8.GetByteCount(name) > MaxBytes) return $"is longer than {MaxBytes} UTF-8 bytes";
        // UTF-8 can't express half of a surrogate pair, so the server would get another name.
        if (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) != name) return "has half of a surrogate pair";
        foreach (char c in name)
        {
            if (c < ' ' || c is '\u007f' or '\ufeff') return $"has the control character U+{(int)c:X4}";
            if (illegal.IndexOf(c) >= 0) return $"has the character '{c}'";
        }

        return null;
    }
}
