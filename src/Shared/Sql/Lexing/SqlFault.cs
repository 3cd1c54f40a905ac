namespace QuestDb.Shared.Sql;

/// <summary>Why a text and its values don't fit.</summary>
/// <param name="Text">A sentence that names the culprit and says what to do.</param>
/// <param name="Hole">The hole concerned, from 1; 0 for none.</param>
internal readonly record struct SqlFault(string Text, int Hole = 0);
