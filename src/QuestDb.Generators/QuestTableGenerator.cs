using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuestDb.Generators.Emitting;
using QuestDb.Generators.Models;
using QuestDb.Generators.Parsing;
using QuestDb.Shared.Mapping;

namespace QuestDb.Generators;

/// <summary>
/// Implements <c>IQuestTable&lt;T&gt;</c> and <c>IQuestRow&lt;T&gt;</c> for the types marked <c>[QuestTable]</c> and <c>[QuestRow]</c>.
/// It reports nothing: what is wrong with a type is the analyzers' to say.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class QuestTableGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterSourceOutput(Models(context, KnownAttributes.QuestTable, TrackingNames.Tables),
            static (output, model) => output.AddSource(model.HintName, RecordEmitter.Emit(model)));
        context.RegisterSourceOutput(Models(context, KnownAttributes.QuestRow, TrackingNames.Rows),
            static (output, model) => output.AddSource(model.HintName, RecordEmitter.Emit(model)));
    }

    private static IncrementalValuesProvider<RecordModel> Models(
        IncrementalGeneratorInitializationContext context, string attribute, string trackingName) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (annotated, cancellationToken) => ModelReader.Read(annotated, cancellationToken))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(trackingName);
}
