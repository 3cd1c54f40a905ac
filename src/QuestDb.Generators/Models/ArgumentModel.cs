namespace QuestDb.Generators.Models;

/// <summary>An argument of the constructor, in the order of its parameters.</summary>
/// <param name="Column">Position of the column whose value it is, or -1.</param>
/// <param name="Value">Else the default value of the parameter, as source spells it; null where a column gives the value.</param>
internal sealed record ArgumentModel(int Column, string? Value);
