using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Source.Tests;

/// <summary>Every lock of the runtime knows its rank, and says what it guards.</summary>
public sealed class LockTests
{
    private static readonly string s_runtime = Path.Combine(RepositoryFolder.Root, "src", "QuestDb.Runtime");

    /// <summary>The files but those that make the ranked locks, as syntax.</summary>
    private static readonly SyntaxTree[] s_trees =
    [
        .. Directory.EnumerateFiles(s_runtime, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !SourceFiles.IsGenerated(path) && !Path.GetFileName(path).StartsWith("Ranked", StringComparison.Ordinal))
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path)),
    ];

    [Fact]
    public void No_lock_is_without_a_rank() =>
        Assert.Empty(Nodes().Where(static node =>
                node is LockStatementSyntax or IdentifierNameSyntax { Identifier.ValueText: "Monitor" or "Lock" or "SpinLock" or "Mutex" })
            .Select(Place));

    [Fact]
    public void Every_lock_says_what_it_guards() =>
        Assert.Empty(Nodes().OfType<MemberDeclarationSyntax>()
            .Where(static member => TypeOf(member) is "RankedLock" or "RankedMonitor")
            .Where(static member => !member.GetLeadingTrivia().ToString().Contains("guards", StringComparison.OrdinalIgnoreCase))
            .Select(Place));

    private static IEnumerable<SyntaxNode> Nodes() => s_trees.SelectMany(static tree => tree.GetRoot().DescendantNodes());

    private static string? TypeOf(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Type.ToString(),
        PropertyDeclarationSyntax property => property.Type.ToString(),
        _ => null,
    };

    private static string Place(SyntaxNode node) => $"{Path.GetRelativePath(s_runtime, node.SyntaxTree.FilePath)}: {node}";
}
