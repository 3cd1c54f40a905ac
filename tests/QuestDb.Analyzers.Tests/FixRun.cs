using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace QuestDb.Analyzers.Tests;

/// <summary>Applies a code fix to one diagnostic.</summary>
internal static class FixRun
{
    /// <summary>The source after the fix; null when none is offered.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="source">The source before.</param>
    /// <param name="atLast">Whether the last diagnostic is fixed instead of the first.</param>
    public static async Task<string?> ApplyAsync(CodeFixProvider fix, string source, bool atLast = false)
    {
        using var workspace = new AdhocWorkspace();
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = TestCompilation.Create(source);
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Test", "Test", LanguageNames.CSharp,
            compilationOptions: compilation.Options, parseOptions: TestCompilation.ParseOptions,
            metadataReferences: compilation.References));
        project = project.AddDocument("Usings.cs", await compilation.SyntaxTrees[0].GetTextAsync(), filePath: "/src/0.cs").Project;
        Document document = project.AddDocument("Test.cs", source, filePath: "/src/1.cs");

        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.RunAsync((await document.Project.GetCompilationAsync())!);
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        Diagnostic[] fixable = [.. diagnostics.Where(d => fix.FixableDiagnosticIds.Contains(d.Id) && d.Location.SourceTree == tree)
            .OrderBy(static d => d.Location.SourceSpan.Start)];
        Diagnostic diagnostic = atLast ? fixable[^1] : fixable[0];
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action),
            CancellationToken.None));
        if (actions.Count == 0) return null;

        ImmutableArray<CodeActionOperation> operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        Solution changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
