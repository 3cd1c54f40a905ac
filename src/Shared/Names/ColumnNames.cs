using System.Text;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Names;

/// <summary>Which table and column names can be written: what the server takes, and what a frame can hold.</summary>
internal static class ColumnNames
{
    /// <summary>Longest name in a frame, in UTF-8 bytes (QWP ingress, limits).</summary>
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
    public static string? CheckColumn(string name) => CheckWire(name) ?? NameRules.ColumnProblem(name);

    /// <summary>What is wrong with a column of a name and a type that is written, or null.</summary>
    public static string? CheckColumn(string name, ColumnType type) => CheckColumn(name) ?? CheckFile(name, type);

    /// <summary>What is wrong with a table name, or null.</summary>
    public static string? CheckTable(string name) => CheckWire(name) ?? NameRules.TableProblem(name);

    /// <summary>
    /// What is wrong with a column whose file is one of the server's, or null: a segment of the write-ahead log has the files
    /// <c>_event</c> and <c>_event.i</c> (<c>WalUtils</c>) among those of its columns, which are <c>name.d</c>, and <c>name.i</c>
    /// where values vary in length. No other file of a table has a name that a column's file can have. A table with such a column
    /// is suspended by its first rows. Where the file system ignores case, so must this.
    /// </summary>
    public static string? CheckFile(string name, ColumnType type)
    {
        ColumnTypeFacts facts = ColumnTypes.Of(type);
        if (facts.Layout is not (ColumnLayout.Bytes or ColumnLayout.Array) || !NameComparer.Same(name, "_event")) return null;
        return $"is that of a file of the server's write-ahead log, which a {facts.Name} column overwrites";
    }

    private static string? CheckWire(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > MaxBytes) return $"is longer than {MaxBytes} UTF-8 bytes";
        // UTF-8 can't express half of a surrogate pair, so the server would get another name.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) == name ? null : "has half of a surrogate pair";
    }
}
