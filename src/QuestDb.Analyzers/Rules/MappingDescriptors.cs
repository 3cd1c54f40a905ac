using Microsoft.CodeAnalysis;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>The diagnostics of the mapping. All are errors: a type with one of them would throw at run time.</summary>
internal static class MappingDescriptors
{
    public static readonly DiagnosticDescriptor TypeNotPartial = new(
        DiagnosticIds.TypeNotPartial,
        "Mapped type is not partial",
        "The type '{0}' must be partial, so that the mapping of '{1}' can be generated into it",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.TypeNotPartial));

    public static readonly DiagnosticDescriptor NoDesignated = new(
        DiagnosticIds.NoDesignated,
        "Table without a designated timestamp",
        "The table type '{0}' needs a member marked [Designated], or [QuestTable(ServerTime = true)] when the server stamps the rows",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.NoDesignated));

    public static readonly DiagnosticDescriptor SeveralDesignated = new(
        DiagnosticIds.SeveralDesignated,
        "Several designated timestamps",
        "'{0}' can't be the designated timestamp, because '{1}' is it already",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.SeveralDesignated));

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        DiagnosticIds.UnsupportedType,
        "Member type can't be mapped",
        "'{0}' has the type '{1}', which no column holds: {2}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.UnsupportedType));

    public static readonly DiagnosticDescriptor SymbolOnOtherType = new(
        DiagnosticIds.SymbolOnOtherType,
        "[Symbol] on neither text nor enum",
        "'{0}' has the type '{1}', but [Symbol] is for text and enums",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.SymbolOnOtherType));

    public static readonly DiagnosticDescriptor DuplicateColumn = new(
        DiagnosticIds.DuplicateColumn,
        "Two members with one column",
        "'{0}' is mapped to the column '{1}', which '{2}' has already; QuestDB compares column names without case",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.DuplicateColumn));

    public static readonly DiagnosticDescriptor IllegalName = new(
        DiagnosticIds.IllegalName,
        "Illegal table or column name",
        "The {0} name '{1}' {2}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IllegalName));

    public static readonly DiagnosticDescriptor NoConstructor = new(
        DiagnosticIds.NoConstructor,
        "No usable constructor",
        "Rows can't be read as '{0}': {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.NoConstructor));

    public static readonly DiagnosticDescriptor DesignatedOnOtherType = new(
        DiagnosticIds.DesignatedOnOtherType,
        "[Designated] on something other than a timestamp",
        "'{0}' has the type '{1}', but the designated timestamp is a DateTime, DateTimeOffset, TimestampMicros, TimestampNanos, or a long with [TimestampMicros] or [TimestampNanos], and not nullable",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.DesignatedOnOtherType));

    public static readonly DiagnosticDescriptor NullableWithoutNull = new(
        DiagnosticIds.NullableWithoutNull,
        "Nullable member of a type without NULL",
        "'{0}' is nullable, but QuestDB's {1} has no NULL: make the member not nullable or use a wider type",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.NullableWithoutNull));

    public static readonly DiagnosticDescriptor ConflictingAttributes = new(
        DiagnosticIds.ConflictingAttributes,
        "Attribute that doesn't fit",
        "The attribute doesn't fit '{0}': {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.ConflictingAttributes));

    public static readonly DiagnosticDescriptor DesignatedWithServerTime = new(
        DiagnosticIds.DesignatedWithServerTime,
        "[Designated] together with ServerTime",
        "'{0}' can't be the designated timestamp, because ServerTime = true lets the server stamp the rows",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.DesignatedWithServerTime));

    public static readonly DiagnosticDescriptor EnumNames = new(
        DiagnosticIds.EnumNames,
        "Symbol names of an enum are not distinct",
        "The enum of '{0}' can't be stored by name: {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.EnumNames));

    public static readonly DiagnosticDescriptor UnknownDedupKey = new(
        DiagnosticIds.UnknownDedupKey,
        "Deduplication key is no column",
        "DedupKeys of '{0}' names '{1}', which is no column of the type",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.UnknownDedupKey));

    public static readonly DiagnosticDescriptor TypeKind = new(
        DiagnosticIds.TypeKind,
        "Kind of type that can't be mapped",
        "'{0}' can't be mapped, because it is {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.TypeKind));

    public static readonly DiagnosticDescriptor MemberNotMappable = new(
        DiagnosticIds.MemberNotMappable,
        "Marked member can't be mapped",
        "'{0}' is marked as a column, but {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.MemberNotMappable));

    public static readonly DiagnosticDescriptor IgnoredMemberNeedsValue = new(
        DiagnosticIds.IgnoredMemberNeedsValue,
        "Ignored member is required",
        "'{0}' is required, so reading a row can't leave it out: remove [QuestIgnore] or 'required'",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IgnoredMemberNeedsValue));

    public static readonly DiagnosticDescriptor NoColumns = new(
        DiagnosticIds.NoColumns,
        "Mapped type without columns",
        "'{0}' has no member that can be a column: public properties and fields that can be set, or that a constructor parameter sets",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.NoColumns));

    public static readonly DiagnosticDescriptor IllegalTtl = new(
        DiagnosticIds.IllegalTtl,
        "Illegal time to live",
        "The time to live '{0}' is not a number with a unit, such as \"12h\" or \"2 WEEKS\"",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IllegalTtl));

    public static readonly DiagnosticDescriptor NotStorable = new(
        DiagnosticIds.NotStorable,
        "Member of a table that can't be stored as it is",
        "'{0}' has the type '{1}', which can be read as it is; to be written it needs {2}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.NotStorable));

    public static readonly DiagnosticDescriptor IllegalParameter = new(
        DiagnosticIds.IllegalParameter,
        "Parameter of a column type out of range",
        "'{0}' asks for {1} {2}, but {3} to {4} are possible",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IllegalParameter));

    public static readonly DiagnosticDescriptor IllegalConverter = new(
        DiagnosticIds.IllegalConverter,
        "Converter that doesn't serve the member",
        "The converter '{0}' can't serve '{1}': {2}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IllegalConverter));

    public static readonly DiagnosticDescriptor IllegalMap = new(
        DiagnosticIds.IllegalMap,
        "Map class that doesn't fit its type",
        "The map class '{0}' doesn't fit: {1}",
        Categories.Mapping,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(DiagnosticIds.IllegalMap));

    public static DiagnosticDescriptor Of(MappingRule rule) => rule switch
    {
        MappingRule.TypeNotPartial => TypeNotPartial,
        MappingRule.NoDesignated => NoDesignated,
        MappingRule.SeveralDesignated => SeveralDesignated,
        MappingRule.UnsupportedType => UnsupportedType,
        MappingRule.SymbolOnOtherType => SymbolOnOtherType,
        MappingRule.DuplicateColumn => DuplicateColumn,
        MappingRule.IllegalName => IllegalName,
        MappingRule.NoConstructor => NoConstructor,
        MappingRule.DesignatedOnOtherType => DesignatedOnOtherType,
        MappingRule.NullableWithoutNull => NullableWithoutNull,
        MappingRule.ConflictingAttributes => ConflictingAttributes,
        MappingRule.DesignatedWithServerTime => DesignatedWithServerTime,
        MappingRule.EnumNames => EnumNames,
        MappingRule.UnknownDedupKey => UnknownDedupKey,
        MappingRule.TypeKind => TypeKind,
        MappingRule.MemberNotMappable => MemberNotMappable,
        MappingRule.IgnoredMemberNeedsValue => IgnoredMemberNeedsValue,
        MappingRule.NoColumns => NoColumns,
        MappingRule.IllegalTtl => IllegalTtl,
        MappingRule.NotStorable => NotStorable,
        MappingRule.IllegalParameter => IllegalParameter,
        MappingRule.IllegalConverter => IllegalConverter,
        MappingRule.IllegalMap => IllegalMap,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A rule without a descriptor."),
    };
}
