namespace QuestDb.Tool.Commands;

/// <summary>Asks before something is changed.</summary>
internal static class Confirmation
{
    /// <summary>Whether the answer is yes; else <paramref name="otherwise"/> is told.</summary>
    public static bool Ask(ToolConsole console, string question, string otherwise)
    {
        console.Error.Write(question + " [y/N] ");
        if (console.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES") return true;
        console.Error.WriteLine(otherwise);
        return false;
    }
}
