using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.TestCompilations;

/// <summary>Compiles source against the running .NET and the runtime of this project.</summary>
internal static class TestCompilation
{
    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq; global using QuestDb;";

    private static readonly MetadataReference[] s_references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static CSharpCompilation Create(params string[] sources) => Create(ParseOptions, sources);

    public static CSharpCompilation Create(CSharpParseOptions options, params string[] sources) => CSharpCompilation.Create(
        "Test",
        sources.Prepend(GlobalUsings).Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"/src/{i}.cs")),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
