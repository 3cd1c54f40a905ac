using QuestDb.Generators.Models;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Generators.Emitting;

/// <summary>The way of a value from the member to what a writer takes, and back: converter, enum, codec.</summary>
internal static class ValueExpressions
{
    public static string ToWire(ColumnModel column, string value)
    {
        if (column.Converter is not null) value = $"{column.Converter}.ToColumn({value})";
        if (column.EnumIndex >= 0) return $"{Names.Holder}.IndexOf{column.EnumIndex}({value})";
        if (column.EnumUnderlying is not null) value = $"({column.EnumUnderlying}){value}";
        return column.Entry.Family switch
        {
            ColumnFamily.Decimal => $"{Codec(column)}ToWire({value}, {column.Precision}, {column.Scale})",
            ColumnFamily.Fixed or ColumnFamily.Timestamp when column.Entry.Codec is not null => $"{Codec(column)}ToWire({value})",
            _ => value,
        };
    }

    public static string FromWire(ColumnModel column, string value)
    {
        if (column.EnumIndex >= 0) value = $"{Names.Holder}.FromIndex{column.EnumIndex}({value})";
        else if (column.Entry.Family == ColumnFamily.Array) value = $"{value}.{column.Entry.Codec}()";
        else if (column.Entry.Codec is not null && column.Entry.Family != ColumnFamily.Decimal) value = $"{Codec(column)}FromWire({value})";
        if (column.EnumCast is not null) value = $"({column.EnumCast}){value}";
        return column.Converter is not null ? $"{column.Converter}.FromColumn({value})" : value;
    }

    private static string Codec(ColumnModel column) => $"global::QuestDb.Mapping.ColumnCodec.{column.Entry.Codec}";
}
