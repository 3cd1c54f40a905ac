namespace QuestDb.Source.Tests;

/// <summary>The C# files of the repository that people write.</summary>
internal static class SourceFiles
{
    private static readonly string[] s_folders = ["src", "tests", "samples", "benchmarks", "nuget"];

    /// <summary>Their paths, relative to the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. s_folders
            .SelectMany(static folder =>
                Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !IsGenerated(path))
            .Select(static path => Path.GetRelativePath(RepositoryFolder.Root, path).Replace('\\', '/')),
    ];

    public static bool IsGenerated(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin" or "__snapshots__");
}
