namespace QuestDb.Tool;

/// <summary>Ends a command with one line and exit code 1.</summary>
internal sealed class ToolException(string message) : Exception(message);
