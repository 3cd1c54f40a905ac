namespace QuestDb.Shared.Mapping;

/// <summary>What can be wrong with a mapped type. The analyzers give each rule its diagnostic id.</summary>
internal enum MappingRule
{
    TypeNotPartial,
    NoDesignated,
    SeveralDesignated,
    UnsupportedType,
    SymbolOnOtherType,
    DuplicateColumn,
    IllegalName,
    NoConstructor,
    DesignatedOnOtherType,
    NullableWithoutNull,
    ConflictingAttributes,
    DesignatedWithServerTime,
    EnumNames,
    UnknownDedupKey,
    TypeKind,
    MemberNotMappable,
    IgnoredMemberNeedsValue,
    NoColumns,
    IllegalTtl,
    NotStorable,
    IllegalParameter,
    IllegalConverter,
    IllegalMap,
}
