using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>
/// The column types that the client writes and reads: all but LONG[], which no server stores; a new type is
/// added here with its codec.
/// </summary>
internal static class SupportedTypes
{
    public static readonly IReadOnlySet<ColumnType> All = new HashSet<ColumnType>
    {
        ColumnType.Boolean, ColumnType.Byte, ColumnType.Short, ColumnType.Int, ColumnType.Long, ColumnType.Float, ColumnType.Double,
        ColumnType.Char, ColumnType.Varchar, ColumnType.Symbol, ColumnType.Timestamp, ColumnType.TimestampNanos, ColumnType.Date,
        ColumnType.Uuid, ColumnType.Long256, ColumnType.IPv4, ColumnType.GeoHash, ColumnType.Binary, ColumnType.DoubleArray,
        ColumnType.Decimal64, ColumnType.Decimal128, ColumnType.Decimal256,
    };

    /// <summary>Recorded queries whose columns and binds are all of these types.</summary>
    public static IEnumerable<string> EgressCases => EgressVector.Names.Where(name => EgressVector.Load(name).UsesOnly(All));

    /// <summary>Accepted ingest cases whose columns are all of these types.</summary>
    public static IEnumerable<string> IngressCases => IngressVector.Names.Where(name =>
        IngressVector.Load(name) is { Kind: "positive", Tables.Count: > 0 } vector
        && vector.Tables.All(t => t.Logical.Columns.All(c => All.Contains(c.Type))));
}
