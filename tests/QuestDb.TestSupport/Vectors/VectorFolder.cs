namespace QuestDb.TestSupport;

/// <summary>
/// The folder of recorded vectors: the one that QUESTDB_VECTORS names, else shared/vectors beside the repository.
/// Without it the tests that need it are skipped with <see cref="SkipReason"/>.
/// </summary>
public static class VectorFolder
{
    public const string Variable = "QUESTDB_VECTORS";

    private static readonly string s_root = Locate();

    /// <summary>Null when the vectors are there.</summary>
    public static string? SkipReason { get; } = Directory.Exists(Path.Combine(s_root, "egress"))
        ? null
        : $"The recorded vectors are not in '{s_root}'; set {Variable} to their folder.";

    /// <summary>The path of a file of the vectors.</summary>
    public static string File(string kind, string name) => Path.Combine(s_root, kind, name);

    /// <summary>Names, without extension, of the cases of one kind (egress, ingress, control) in stable order.</summary>
    public static IReadOnlyList<string> Names(string kind) => SkipReason is not null
        ? []
        : [.. Directory.EnumerateFiles(Path.Combine(s_root, kind), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    private static string Locate()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder)
            return Path.GetFullPath(folder);
        return Path.GetFullPath(Path.Combine(RepositoryFolder.Root, "..", "shared", "vectors"));
    }
}
