using System.Globalization;
using System.Text.RegularExpressions;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded binds as a caller would pass them.</summary>
internal static class Binds
{
    /// <summary>Whether the client has a bind for it: no server takes BINARY, IPv4 and arrays.</summary>
    public static bool CanBeSent(VectorBind bind) =>
        bind is { Raw: null, Column.Type: not (ColumnType.Binary or ColumnType.IPv4 or ColumnType.DoubleArray or ColumnType.LongArray) };

    /// <summary>
    /// What a client can ask to get a recorded answer: the recorded query, or another where its placeholders and binds don't fit, which
    /// the client refuses.
    /// </summary>
    public static (string Sql, BindValue[] Binds) Ask(EgressVector recorded)
    {
        bool fit = recorded.Binds.All(CanBeSent) && Placeholders(recorded.Sql).SequenceEqual(Enumerable.Range(1, recorded.Binds.Count));
        return fit ? (recorded.Sql, [.. recorded.Binds.Select(ValueOf)]) : ("select 1", []);
    }

    /// <summary>The numbers of the placeholders in a recorded text, which has none in strings and comments.</summary>
    public static IEnumerable<int> Placeholders(string sql) =>
        Regex.Matches(sql, @"\$(\d+)").Select(static m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order();

    public static BindValue ValueOf(VectorBind bind)
    {
        ColumnType type = bind.Column!.Type;
        Cell value = bind.Value;
        if (value.IsNull)
            return type switch
            {
                ColumnType.GeoHash => BindValue.Null(type, bind.Column.PrecisionBits),
                _ => BindValue.Null(type, bind.Column.Scale),
            };
        return type switch
        {
            ColumnType.Boolean => value.AsBoolean(),
            ColumnType.Byte => (sbyte)value.AsInt64(),
            ColumnType.Short => (short)value.AsInt64(),
            ColumnType.Int => (int)value.AsInt64(),
            ColumnType.Long => value.AsInt64(),
            ColumnType.Float => value.AsFloat(),
            ColumnType.Double => value.AsDouble(),
            ColumnType.Char => (char)value.AsInt64(),
            ColumnType.Varchar or ColumnType.Symbol => value.Text,
            ColumnType.Timestamp => new TimestampMicros(value.AsInt64()),
            ColumnType.TimestampNanos => new TimestampNanos(value.AsInt64()),
            ColumnType.Date => BindValue.DateMillis(value.AsInt64()),
            ColumnType.Uuid => Guid.Parse(value.Text!),
            ColumnType.Long256 => Long256.Parse(value.Text!),
            ColumnType.GeoHash => GeoHash.Parse(value.Text!, bind.Column.PrecisionBits),
            ColumnType.Decimal64 => BindValue.Decimal64(Decimal256.Parse(value.Text!), bind.Column.Scale),
            ColumnType.Decimal128 => BindValue.Decimal128(Decimal256.Parse(value.Text!), bind.Column.Scale),
            ColumnType.Decimal256 => BindValue.Decimal256(Decimal256.Parse(value.Text!), bind.Column.Scale),
            _ => throw new NotSupportedException($"Binds of {type}."),
        };
    }
}
