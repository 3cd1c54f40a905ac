using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>
/// The rules of the mapping, a row each: id, title and message. Most are errors: a type that breaks one would throw at run time. The checks
/// beside this file find what is broken, the analyzer reports it, and the generator skips a type with an error.
/// </summary>
internal static class MappingRule
{
    // Create adds to this list, so it has to be initialized before the rows below.
    private static readonly List<DiagnosticDescriptor> s_all = [];

    public static readonly DiagnosticDescriptor TypeNotPartial = Create("QDB0001", "Mapped type is not partial",
        "The type '{0}' must be partial, so that the mapping of '{1}' can be generated into it");

    public static readonly DiagnosticDescriptor NoDesignated = Create("QDB0002", "Table without a designated timestamp",
        "The table type '{0}' needs a member marked [Designated], or [QuestTable(ServerTime = true)] when the server stamps the rows");

    public static readonly DiagnosticDescriptor SeveralDesignated = Create("QDB0003", "Several designated timestamps",
        "'{0}' can't be the designated timestamp, because '{1}' is it already");

    public static readonly DiagnosticDescriptor UnsupportedType = Create("QDB0004", "Member type can't be mapped",
        "'{0}' has the type '{1}', which no column holds: {2}");

    public static readonly DiagnosticDescriptor SymbolOnOtherType = Create("QDB0005", "[Symbol] on neither text nor enum",
        "'{0}' has the type '{1}', but [Symbol] is for text and enums");

    public static readonly DiagnosticDescriptor DuplicateColumn = Create("QDB0006", "Two members with one column",
        "'{0}' is mapped to the column '{1}', which '{2}' has already; QuestDB compares column names without case");

    public static readonly DiagnosticDescriptor IllegalName = Create("QDB0007", "Illegal table or column name",
        "The {0} name '{1}' {2}");

    public static readonly DiagnosticDescriptor NoConstructor = Create("QDB0008", "No usable constructor",
        "Rows can't be read as '{0}': {1}");

    public static readonly DiagnosticDescriptor DesignatedOnOtherType = Create("QDB0009",
        "[Designated] on something other than a timestamp",
        "'{0}' has the type '{1}', but the designated timestamp is a DateTime, DateTimeOffset, TimestampMicros, TimestampNanos, "
        + "or a long with [TimestampMicros] or [TimestampNanos], and not nullable");

    public static readonly DiagnosticDescriptor NullableWithoutNull = Create("QDB0010", "Nullable member of a type without NULL",
        "'{0}' is nullable, but QuestDB's {1} has no NULL: make the member not nullable or use a wider type");

    public static readonly DiagnosticDescriptor ConflictingAttributes = Create("QDB0011", "Attribute that doesn't fit",
        "The attribute doesn't fit '{0}': {1}");

    public static readonly DiagnosticDescriptor DesignatedWithServerTime = Create("QDB0012", "[Designated] together with ServerTime",
        "'{0}' can't be the designated timestamp, because ServerTime = true lets the server stamp the rows");

    public static readonly DiagnosticDescriptor EnumNames = Create("QDB0013", "Symbol names of an enum are not distinct",
        "The enum of '{0}' can't be stored by name: {1}");

    public static readonly DiagnosticDescriptor UnknownDedupKey = Create("QDB0014", "Deduplication key is no column",
        "DedupKeys of '{0}' names '{1}', which is no column of the type");

    public static readonly DiagnosticDescriptor TypeKind = Create("QDB0015", "Kind of type that can't be mapped",
        "'{0}' can't be mapped, because it is {1}");

    public static readonly DiagnosticDescriptor MemberNotMappable = Create("QDB0016", "Marked member can't be mapped",
        "'{0}' is marked as a column, but {1}");

    public static readonly DiagnosticDescriptor IgnoredMemberNeedsValue = Create("QDB0017", "Ignored member is required",
        "'{0}' is required, so reading a row can't leave it out: remove [QuestIgnore] or 'required'");

    public static readonly DiagnosticDescriptor NoColumns = Create("QDB0018", "Mapped type without columns",
        "'{0}' has no member that can be a column: public properties and fields that can be set, or that a constructor parameter sets");

    public static readonly DiagnosticDescriptor IllegalTtl = Create("QDB0019", "Illegal time to live",
        "The time to live '{0}' is not a number with a unit, such as \"12h\" or \"2 WEEKS\"");

    public static readonly DiagnosticDescriptor NotStorable = Create("QDB0020", "Member of a table that can't be stored as it is",
        "'{0}' has the type '{1}', which can be read as it is; to be written it needs {2}");

    public static readonly DiagnosticDescriptor IllegalParameter = Create("QDB0021", "Parameter of a column type out of range",
        "'{0}' asks for {1} {2}, but {3} to {4} are possible");

    public static readonly DiagnosticDescriptor IllegalConverter = Create("QDB0022", "Converter that doesn't serve the member",
        "The converter '{0}' can't serve '{1}': {2}");

    public static readonly DiagnosticDescriptor IllegalMap = Create("QDB0023", "Map class that doesn't fit its type",
        "The map class '{0}' doesn't fit: {1}");

    public static readonly DiagnosticDescriptor ServerTimeColumn = Create("QDB0030", "Column with the name of the server's timestamp",
        "'{0}' is mapped to the column '{1}', which with ServerTime = true is the designated timestamp that the server adds: "
        + "give it another name, or mark it [Designated] and drop ServerTime");

    public static readonly DiagnosticDescriptor SmallDecimal = Create("QDB0031", "DECIMAL that can't be read",
        "'{0}' asks for a DECIMAL of {1} digits, and no server returns one of fewer than {2} over QWP: CreateTableAsync makes the column "
        + "with {2} digits, and one that exists with fewer can't be read",
        defaultSeverity: DiagnosticSeverity.Warning);

    /// <summary>Every row.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => s_all;

    // The analyzer that tracks releases recognizes a method with this name and these parameters, and so sees the descriptors.
    private static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category = "QuestDb.Mapping",
        DiagnosticSeverity defaultSeverity = DiagnosticSeverity.Error,
        bool isEnabledByDefault = true)
    {
        var descriptor = new DiagnosticDescriptor(
            id, title, messageFormat, category, defaultSeverity, isEnabledByDefault, helpLinkUri: HelpLinks.Of(id));
        s_all.Add(descriptor);
        return descriptor;
    }
}
