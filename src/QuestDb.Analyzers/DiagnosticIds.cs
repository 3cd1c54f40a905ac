namespace QuestDb.Analyzers;

/// <summary>
/// Every diagnostic id, a public contract: an id is never used again for another rule, and a retired one stays here as a comment.
/// QDB0001 to QDB0099 are errors of the mapping, QDB0100 and up usage of the client, QDB0900 and up problems of the build.
/// </summary>
internal static class DiagnosticIds
{
    public const string TypeNotPartial = "QDB0001";
    public const string NoDesignated = "QDB0002";
    public const string SeveralDesignated = "QDB0003";
    public const string UnsupportedType = "QDB0004";
    public const string SymbolOnOtherType = "QDB0005";
    public const string DuplicateColumn = "QDB0006";
    public const string IllegalName = "QDB0007";
    public const string NoConstructor = "QDB0008";
    public const string DesignatedOnOtherType = "QDB0009";
    public const string NullableWithoutNull = "QDB0010";
    public const string ConflictingAttributes = "QDB0011";
    public const string DesignatedWithServerTime = "QDB0012";
    public const string EnumNames = "QDB0013";
    public const string UnknownDedupKey = "QDB0014";
    public const string TypeKind = "QDB0015";
    public const string MemberNotMappable = "QDB0016";
    public const string IgnoredMemberNeedsValue = "QDB0017";
    public const string NoColumns = "QDB0018";
    public const string IllegalTtl = "QDB0019";
    public const string NotStorable = "QDB0020";
    public const string IllegalParameter = "QDB0021";
    public const string IllegalConverter = "QDB0022";
    public const string IllegalMap = "QDB0023";

    public const string InterpolatedSql = "QDB0100";
}
