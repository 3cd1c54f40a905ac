using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Generators;
using QuestDb.TestSupport.TimeLimits;

namespace QuestDb.Analyzers.Tests.Fuzz;

/// <summary>
/// Code that is being written is broken most of the time. Whatever stands in one file, generator and analyzers go on, and what is
/// generated for the types of other files stays as it is.
/// </summary>
public class MutationTests
{
    private const int Count = 2000;
    private const string Folder = "Shapes/";

    /// <summary>A type in another file, mapped in all ways that use what its neighbours use too.</summary>
    private const string Neighbour = """
        namespace Neighbours;

        public enum Way { Up, Down }

        [QuestTable("neighbours", DedupKeys = ["ts"])]
        public partial record Neighbour([Symbol] Way Way, [Symbol] string Key, double? Price, [Designated] DateTime Ts);
        """;

    /// <summary>Uses of the client, for the rules about them.</summary>
    private const string Uses = """
        public class Uses
        {
            private readonly string _table = "trades";

            public async Task RunAsync(QuestDbClient db, string name, IEnumerable<string> names)
            {
                string sql = $"select * from {_table} where name = '{name}'";
                foreach (string n in names) sql += " or name = " + n;
                await db.ExecuteAsync(sql);
                await db.ExecuteAsync(name is null ? "select 1" : string.Format("drop table {0}", name));
                await db.ExecuteAsync($"insert into t values ({name}, {1})");
                await foreach (Row row in db.Query<Row>("select " + Column() + " from t")) Console.WriteLine(row);

                string Column() => name switch { "a" => "a", _ => throw new Exception($"{name}") };
            }
        }

        [QuestRow] public partial record struct Row(List<int> Broken, double[,] Values);
        """;

    [Fact]
    [TimeLimit(600)]
    public async Task No_mutation_of_any_shape_breaks_the_generator_the_analyzers_or_another_type()
    {
        (string Name, string Text)[] sources = [.. Shapes().Append(("Uses", Uses))];
        var mutations = new Mutations(new Random(10), [.. sources.Select(static source => source.Text)]);
        // The mutated source stands beside one that others of its kind need too, and beside its neighbour.
        CSharpCompilation compilation = TestCompilation.Create(sources.Single(static source => source.Name == "Side").Text, Neighbour);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new QuestTableGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        driver = driver.RunGenerators(compilation);
        string untouched = Generated(driver, "the sources as they are")["Neighbours"];

        var reported = new HashSet<string>();
        for (int i = 0; i < Count; i++)
        {
            (string name, _) = sources[i % sources.Length];
            string text = mutations.Next(i % sources.Length);
            string what = $"mutation {i} of {name}:\n{text}";
            SyntaxTree tree = TestCompilation.Parse(text, "/src/mutated.cs");
            CSharpCompilation broken = compilation.AddSyntaxTrees(tree);
            driver = driver.RunGeneratorsAndUpdateCompilation(broken, out Compilation output, out _);
            // Some mutations are errors in other files too, such as a type that has the name of the namespace QuestDb.
            bool isSame = untouched == Generated(driver, what).GetValueOrDefault("Neighbours");
            Assert.True(isSame || HasErrorsElsewhere(broken, tree), $"Another type has changed with {what}");
            reported.UnionWith(await RulesAsync(output, tree, what));
        }

        // Much is broken, and told.
        Assert.True(reported.Count >= 10, string.Join(", ", reported));
    }

    /// <summary>The generated sources: those of the neighbour under the name of its namespace.</summary>
    private static Dictionary<string, string> Generated(GeneratorDriver driver, string what)
    {
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.True(result.Exception is null && result.Diagnostics.IsEmpty, $"The generator failed on {what}\n{result.Exception}");
        return result.GeneratedSources
            .GroupBy(static generated => generated.HintName.StartsWith("Neighbours.", StringComparison.Ordinal) ? "Neighbours" : "")
            .ToDictionary(static group => group.Key, static group => string.Concat(group.Select(static source => source.SourceText)));
    }

    private static bool HasErrorsElsewhere(CSharpCompilation compilation, SyntaxTree tree) => compilation.GetDeclarationDiagnostics()
        .Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree != tree);

    /// <summary>The rules that the broken source breaks.</summary>
    private static async Task<IEnumerable<string>> RulesAsync(Compilation compilation, SyntaxTree tree, string what)
    {
        var failures = new ConcurrentQueue<Exception>();
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(AnalyzerRun.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (e, _, _) => failures.Enqueue(e), concurrentAnalysis: false,
            logAnalyzerExecutionTime: false));
        SemanticModel model = compilation.GetSemanticModel(tree);
        ImmutableArray<Diagnostic> diagnostics;
        try
        {
            diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None);
        }
        catch (Exception e) when (e.StackTrace!.Contains("CSharp.MethodCompiler", StringComparison.Ordinal))
        {
            // Exceptions of analyzers are in the queue: this one is of the compiler itself, which some broken loops end.
            return [];
        }

        Assert.True(failures.IsEmpty, $"An analyzer failed on {what}\n{failures.FirstOrDefault()}");
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id == "AD0001");
        return diagnostics.Select(static diagnostic => diagnostic.Id);
    }

    private static IEnumerable<(string Name, string Text)> Shapes()
    {
        foreach (string name in typeof(MutationTests).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(typeof(MutationTests).Assembly.GetManifestResourceStream(name)!);
            yield return (name[Folder.Length..], reader.ReadToEnd());
        }
    }
}
