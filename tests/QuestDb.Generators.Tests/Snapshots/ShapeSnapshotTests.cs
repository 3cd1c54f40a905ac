using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Snapshooter;
using Snapshooter.Xunit;

namespace QuestDb.Generators.Tests.Snapshots;

/// <summary>
/// The generated source of every shape that the execution tests run. To accept a change, move the file from
/// <c>__mismatch__</c> over its snapshot.
/// </summary>
public partial class ShapeSnapshotTests
{
    private const string Folder = "Shapes/";

    /// <summary>Sources without a mapped type that others need.</summary>
    private static readonly string[] s_parts = ["Side"];

    public static TheoryData<string> Shapes() => new(typeof(ShapeSnapshotTests).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(static name => name[Folder.Length..])
        .Except(s_parts)
        .Order(StringComparer.Ordinal));

    /// <summary>A build server never writes a snapshot that is missing: it fails.</summary>
    [ModuleInitializer]
    internal static void BeStrictOnBuildServers()
    {
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
        {
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Generated_source_is_the_snapshot(string shape)
    {
        (SortedDictionary<string, string> sources, _) = GeneratorRun.Generate(Sources(shape));
        Assert.NotEmpty(sources);
        string text = string.Join("\n", sources.Select(static source => $"// {source.Key}\n{source.Value}"));
        Snapshot.Match(VersionOfTheGenerator().Replace(text, "$1\"0.0.0\""), SnapshotNameExtension.Create(shape));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Generated_source_compiles_without_warnings(string shape)
    {
        const string Stubs = """
            namespace QuestDb.Generators.ExecutionTests
            {
                internal static class Loopback
                {
                    public static T[] RoundTrip<T>(params T[] rows) => rows;
                }
            }
            """;
        Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate([Stubs, .. Sources(shape)]).Output));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Generated_source_ends_lines_in_LF(string shape) =>
        Assert.All(GeneratorRun.Generate(Sources(shape)).Sources.Values, static source => Assert.DoesNotContain('\r', source));

    [GeneratedRegex("(GeneratedCode\\(\"QuestDb.Generators\", )\"[^\"]*\"")]
    private static partial Regex VersionOfTheGenerator();

    private static string[] Sources(string shape) => [Read(shape), .. s_parts.Select(Read)];

    private static string Read(string name)
    {
        using Stream stream = typeof(ShapeSnapshotTests).Assembly.GetManifestResourceStream(Folder + name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
