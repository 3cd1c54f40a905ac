namespace QuestDb.Source.Tests;

/// <summary>A file of one folder names something of another.</summary>
/// <param name="From">The folder that uses.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="File">The file that uses.</param>
/// <param name="Name">What it names.</param>
internal sealed record Use(string From, string To, string File, string Name);
