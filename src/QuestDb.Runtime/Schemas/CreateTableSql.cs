using System.Text;
using QuestDb.Mapping;
using QuestDb.Shared.Names;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Schemas;

/// <summary>CREATE TABLE from the attributes of a record type.</summary>
internal static class CreateTableSql
{
    public static string Of(TableSchema schema)
    {
        string designated = schema.DesignatedOrdinal >= 0 ? schema.Columns[schema.DesignatedOrdinal].Name : ColumnNames.DefaultDesignated;
        var sql = new StringBuilder($"CREATE TABLE IF NOT EXISTS {Quote(schema.TableName)} (");
        foreach (ColumnSchema column in schema.Columns) sql.Append($"{Quote(column.Name)} {TypeOf(schema, column)}, ");
        if (schema.DesignatedOrdinal < 0) sql.Append($"{Quote(designated)} TIMESTAMP, ");
        sql.Length -= 2;
        sql.Append($") TIMESTAMP({Quote(designated)}) PARTITION BY {schema.PartitionBy.ToString().ToUpperInvariant()}");
        if (schema.Ttl is { } ttl) sql.Append($" TTL {CheckTtl(schema, ttl)}");
        sql.Append(schema.Wal ? " WAL" : " BYPASS WAL");
        if (schema.DedupKeys.Length > 0) sql.Append($" DEDUP UPSERT KEYS({string.Join(", ", Keys(schema, designated).Select(Quote))})");
        return sql.ToString();
    }

    private static string TypeOf(TableSchema schema, ColumnSchema column) => column.Type switch
    {
        var type when ColumnTypes.Of(type).IsDecimal =>
            $"DECIMAL({Math.Max((int)column.Precision, ColumnTypes.LeastDigits)}, {column.Scale})",
        ColumnType.GeoHash => $"GEOHASH({column.GeoHashBits}b)",
        ColumnType.DoubleArray when column.Dimensions == 0 => throw new QuestDbException(ErrorCode.InvalidMapping,
            $"The table {schema.TableName} can't be created: mark {column.Member} with [Dimensions(count)], "
            + "since a DOUBLE[] column has a fixed number of dimensions.")
        {
            Table = schema.TableName,
            Column = column.Name,
        },
        ColumnType.DoubleArray => "DOUBLE" + string.Concat(Enumerable.Repeat("[]", column.Dimensions)),
        _ => ColumnTypeNames.Of(column.Type),
    };

    private static IEnumerable<string> Keys(TableSchema schema, string designated) =>
        schema.DedupKeys.Contains(designated, NameComparer.Instance) ? schema.DedupKeys : schema.DedupKeys.Prepend(designated);

    private static string CheckTtl(TableSchema schema, string ttl) =>
        TimeToLive.IsLegal(ttl) ? ttl : throw new QuestDbException(ErrorCode.InvalidMapping,
            $"The Ttl \"{ttl}\" of {schema.TypeName} is not one that QuestDB knows, such as \"12h\", \"7d\", \"2 WEEKS\".")
        {
            Table = schema.TableName,
        };

    private static string Quote(string name) => $"\"{name}\"";
}
