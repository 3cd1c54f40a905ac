using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Source.Tests;

/// <summary>The sources of the runtime, compiled in memory to find which of them name which.</summary>
internal sealed class RuntimeSource
{
    private const string ImplicitUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        global using QuestDb.Shared.Wire;
        """;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
    private static readonly string s_root = Path.Combine(RepositoryFolder.Root, "src", "QuestDb.Runtime");

    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<string, HashSet<string>> _foldersOf = [];

    /// <param name="planted">One more file, as if it stood in a folder of the runtime.</param>
    public RuntimeSource(string? planted = null, string plantedFolder = "")
    {
        var trees = new List<SyntaxTree> { CSharpSyntaxTree.ParseText(ImplicitUsings, s_options) };
        trees.AddRange(Files(s_root).Concat(SharedFiles()).Select(static file => Parse(File.ReadAllText(file), file)));
        if (planted is not null) trees.Add(Parse(planted, Path.Combine(s_root, plantedFolder, "Planted.cs")));
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _compilation = CSharpCompilation.Create("Runtime", trees,
            platform.Split(Path.PathSeparator).Append(typeof(ZstdSharp.Decompressor).Assembly.Location)
                .Where(static path => Path.GetFileName(path) != "QuestDb.Runtime.dll")
                .Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        foreach (SyntaxTree tree in trees)
        {
            if (FolderOf(tree) is not { } folder) continue;
            foreach (BaseNamespaceDeclarationSyntax declaration in tree.GetRoot().DescendantNodes()
                .OfType<BaseNamespaceDeclarationSyntax>())
            {
                string name = declaration.Name.ToString();
                if (!_foldersOf.TryGetValue(name, out HashSet<string>? folders)) _foldersOf[name] = folders = [];
                folders.Add(folder);
            }
        }
    }

    /// <summary>The folders that have sources; empty for the root.</summary>
    public IReadOnlyList<string> Folders =>
        [.. _compilation.SyntaxTrees.Select(FolderOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What the compiler did not understand of the names; without it every name is resolved.</summary>
    public IReadOnlyList<string> UnknownNames =>
        [
            .. _compilation.GetDiagnostics().Where(static d => d.Id is "CS0246" or "CS0103" or "CS0234" or "CS1061")
                .Select(static d => d.ToString()),
        ];

    /// <summary>The sources of the runtime, with their meaning.</summary>
    public IEnumerable<(SemanticModel Model, SyntaxNode Root)> Trees() => _compilation.SyntaxTrees
        .Where(static tree => FolderOf(tree) is not null).Select(tree => (_compilation.GetSemanticModel(tree), tree.GetRoot()));

    /// <summary>Every use of a type of one folder in another, by its name or by a <c>using</c> of its namespace.</summary>
    public IReadOnlyList<Use> Uses()
    {
        var uses = new HashSet<Use>();
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            if (FolderOf(tree) is not { } folder) continue;
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                INamedTypeSymbol? type = TypeOf(model.GetSymbolInfo(name).Symbol);
                if (type is null
                    || type.DeclaringSyntaxReferences.Select(static r => FolderOf(r.SyntaxTree)).FirstOrDefault() is not { } used)
                {
                    continue;
                }

                if (used != folder) uses.Add(new Use(folder, used, Path.GetFileName(tree.FilePath), type.Name));
            }

            foreach (UsingDirectiveSyntax directive in tree.GetCompilationUnitRoot().Usings)
            {
                string name = directive.Name!.ToString();
                // A namespace that stands for several folders says nothing of which of them is used; its types do.
                if (_foldersOf.GetValueOrDefault(name) is not { Count: 1 } folders || folders.First() == folder) continue;
                uses.Add(new Use(folder, folders.First(), Path.GetFileName(tree.FilePath), $"using {name}"));
            }
        }

        return [.. uses];
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_options, path);

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(static path => !SourceFiles.IsGenerated(path));

    private static IEnumerable<string> SharedFiles() =>
        new[] { "Names", "Sql/Lexing", "TypeMap", "Wire" }.SelectMany(
            static folder => Files(Path.Combine(RepositoryFolder.Root, "src", "Shared", folder)));

    /// <summary>The folder below the runtime's, or null for a file elsewhere.</summary>
    private static string? FolderOf(SyntaxTree tree)
    {
        if (!tree.FilePath.StartsWith(s_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return null;
        string folder = Path.GetRelativePath(s_root, Path.GetDirectoryName(tree.FilePath)!).Replace('\\', '/');
        return folder == "." ? "" : folder;
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol)
    {
        INamedTypeSymbol? type = symbol is INamedTypeSymbol named ? named : symbol?.ContainingType;
        while (type?.ContainingType is { } outer) type = outer;
        return type?.OriginalDefinition;
    }
}
