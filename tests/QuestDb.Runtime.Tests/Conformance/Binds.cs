using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded binds as a caller would pass them.</summary>
internal static class Binds
{
    public static BindValue ValueOf(VectorBind bind)
    {
        ColumnType type = bind.Column!.Type;
        Cell value = bind.Value;
        if (value.IsNull)
            return BindValue.Null(type);
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
            ColumnType.Timestamp => BindValue.TimestampMicros(value.AsInt64()),
            ColumnType.TimestampNanos => BindValue.TimestampNanos(value.AsInt64()),
            ColumnType.Date => BindValue.DateMillis(value.AsInt64()),
            _ => throw new NotSupportedException($"Binds of {type}."),
        };
    }
}
