namespace QuestDb.Tool;

/// <summary>What the tool has around it.</summary>
/// <param name="Input">Answers to questions.</param>
/// <param name="Output">What was asked for.</param>
/// <param name="Error">Errors, questions and progress.</param>
internal sealed record ToolConsole(TextReader Input, TextWriter Output, TextWriter Error)
{
    /// <summary>The time that ages are counted from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
