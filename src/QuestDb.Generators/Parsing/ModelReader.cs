using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuestDb.Generators.Models;
using QuestDb.Shared.Mapping;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Generators.Parsing;

/// <summary>Turns an annotated type into its model; no symbol leaves this folder.</summary>
internal static class ModelReader
{
    private static readonly SymbolDisplayFormat s_fullName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The model of the type; null when nothing can be generated for it, which the analyzers report.</summary>
    public static RecordModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        // Static members of interfaces came with C# 11; QDB0900 tells who builds with an older one.
        if (((CSharpParseOptions)context.TargetNode.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp11) return null;
        var type = (INamedTypeSymbol)context.TargetSymbol;
        if (RecordReader.Read(type, context.SemanticModel.Compilation) is not { CanExtend: true } mapping) return null;
        cancellationToken.ThrowIfCancellationRequested();
        // A type with both attributes, or with one on two parts, comes here more than once; only the call for the mapping's own attribute
        // makes a model.
        if (!mapping.Attribute.Equals(context.Attributes[0])) return null;

        bool valid = !mapping.HasErrors && mapping.Members.All(static member => member.Entry is not null);
        var enums = new List<EnumModel>();
        return new RecordModel(
            HierarchyReader.HintName(type),
            HierarchyReader.Read(type),
            FullName(mapping.RowType),
            mapping.RowType.Name,
            mapping.RowType.IsReferenceType,
            mapping.IsTable,
            valid,
            KnownAttributes.Argument(mapping.Attribute, "Strict", false),
            valid && mapping.IsTable ? Table(mapping) : null,
            valid ? new EquatableArray<ColumnModel>(Columns(mapping, enums)) : default,
            valid ? new EquatableArray<ArgumentModel>(Arguments(mapping)) : default,
            valid ? new EquatableArray<EnumModel>(enums) : default,
            valid ? new EquatableArray<string>(DiagnosticIds.Of(mapping)) : default);
    }

    private static IEnumerable<ArgumentModel> Arguments(RecordMapping mapping) => mapping.Constructor!.Parameters.Select(parameter =>
        mapping.Members.FindIndex(member => SymbolEqualityComparer.Default.Equals(member.Parameter, parameter)) is var column and >= 0
            ? new ArgumentModel(column, null)
            : new ArgumentModel(-1, DefaultValues.Expression(parameter)));

    private static TableModel Table(RecordMapping mapping) => new(
        mapping.TableName,
        KnownAttributes.EnumArgument(mapping.Attribute, "PartitionBy", "Day"),
        KnownAttributes.Argument<string>(mapping.Attribute, "Ttl", null),
        KnownAttributes.Argument(mapping.Attribute, "Wal", true),
        new EquatableArray<string>(KnownAttributes.Texts(mapping.Attribute, "DedupKeys")),
        mapping.RowType.IsValueType && mapping.Members.Any(HoldsMemory));

    private static bool HoldsMemory(MappedMember member) => member.Converter is not null
        ? !member.ValueType.IsUnmanagedType && member.ValueType.SpecialType != SpecialType.System_String
        : member.Entry!.Family == ColumnFamily.Array || member.ValueType is IArrayTypeSymbol or INamedTypeSymbol { Name: "ReadOnlyMemory" };

    private static ColumnModel[] Columns(RecordMapping mapping, List<EnumModel> enums)
    {
        bool setsRequired = ConstructorChooser.SetsRequired(mapping.Constructor!);
        return [.. mapping.Members.Select(member => Column(mapping, member, enums, setsRequired))];
    }

    private static ColumnModel Column(RecordMapping mapping, MappedMember member, List<EnumModel> enums, bool setsRequired)
    {
        bool isEnumSymbol = member.Entry!.Family == ColumnFamily.EnumSymbol;
        INamedTypeSymbol? integerEnum =
            !isEnumSymbol && member.StoredType is INamedTypeSymbol { TypeKind: TypeKind.Enum } stored ? stored : null;
        ColumnParameters parameters = member.Parameters;
        return new ColumnModel(
            member.ColumnName,
            Escape(member.Name),
            FullName(member.ValueType),
            $"{MemberMapper.Display(member.Type)} {mapping.RowType.Name}.{member.Name}",
            member.Entry,
            member.IsNullable,
            member.ReadsNull,
            member.Attributes.Designated is not null,
            member.Parameter is null || (member.IsRequired && !setsRequired),
            isEnumSymbol ? EnumReader.IndexOf(member.StoredType, enums) : -1,
            integerEnum is null ? null : FullName(integerEnum),
            integerEnum is null ? null : FullName(integerEnum.EnumUnderlyingType!),
            member.Converter is null ? null : FullName(member.Converter),
            parameters.Precision,
            parameters.Scale,
            parameters.GeoHashBits,
            member.Entry.Family == ColumnFamily.Array ? Math.Max(parameters.Dimensions, member.Entry.Dimensions) : 0);
    }

    /// <summary>A type as generated source names it, without its own <c>?</c> and with those of its arguments.</summary>
    public static string FullName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_fullName);

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;
}
