using System.Numerics;
using QuestDb.Decoders.Batches;

namespace QuestDb.Tests.Fuzz;

/// <summary>Reads every value of a batch through the public views, so that a length or offset that lies is followed.</summary>
internal static class BatchTouch
{
    public static long Touch(ResultBatch data)
    {
        var batch = new Batch(data);
        long sum = 0;
        foreach (BatchColumn column in batch.Columns)
        {
            sum += column.NullCount;
            for (int row = 0; row < column.Length; row++)
                sum += column.IsNull(row) ? 1 : 0;
            sum += Values(column);
        }

        return sum;
    }

    private static long Values(BatchColumn column)
    {
        long sum = 0;
        switch (column.Type)
        {
            case ColumnType.Boolean:
                foreach (bool? value in column.AsBoolean()) sum += value is null ? 0 : 1;
                return sum;
            case ColumnType.Byte: return Fixed(column.AsByte());
            case ColumnType.Short: return Fixed(column.AsShort());
            case ColumnType.Char: return Fixed(column.AsChar());
            case ColumnType.Int: return Fixed(column.AsInt());
            case ColumnType.Long: return Fixed(column.AsLong());
            case ColumnType.Float: return Fixed(column.AsFloat());
            case ColumnType.Double: return Fixed(column.AsDouble());
            case ColumnType.Timestamp: return Fixed(column.AsTimestamp());
            case ColumnType.TimestampNanos: return Fixed(column.AsTimestampNanos());
            case ColumnType.Date: return Fixed(column.AsDate());
            case ColumnType.Long256: return Fixed(column.AsLong256());
            case ColumnType.IPv4: return Fixed(column.AsIPv4());
            case ColumnType.Symbol:
                foreach (string? value in column.AsSymbol()) sum += value?.Length ?? 0;
                return sum;
            case ColumnType.Varchar:
                foreach (string? value in column.AsVarchar()) sum += value?.Length ?? 0;
                return sum;
            case ColumnType.Binary:
                foreach (ReadOnlySpan<byte> value in column.AsBinary()) sum += value.Length == 0 ? 0 : value[^1];
                return sum;
            case ColumnType.Uuid:
                foreach (Guid? value in column.AsUuid()) sum += value is null ? 0 : 1;
                return sum;
            case ColumnType.GeoHash:
                foreach (GeoHash? value in column.AsGeoHash()) sum += value?.Value ?? 0;
                return sum;
            case ColumnType.DoubleArray: return Arrays(column.AsDoubleArray());
            case ColumnType.LongArray: return Arrays(column.AsLongArray());
            default:
                return Decimals(column.AsDecimal());
        }
    }

    /// <summary>256 bits hold more than 76 digits, which a DECIMAL does not: such a value is an error when it is read.</summary>
    private static long Decimals(DecimalColumnView view)
    {
        long sum = 0;
        for (int row = 0; row < view.Length; row++)
        {
            try
            {
                sum += view.TryGetValue(row, out Decimal256 value) ? value.Scale : 0;
            }
            catch (QuestDbException e) when (e.Code == ErrorCode.InvalidValue && view.Type == ColumnType.Decimal256)
            {
                sum++;
            }
        }

        return sum;
    }

    private static long Fixed<T>(FixedColumnView<T> view)
        where T : unmanaged
    {
        long values = 0;
        foreach (T? value in view) values += value is null ? 0 : 1;
        return values;
    }

    private static long Arrays<T>(ArrayColumnView<T> view)
        where T : unmanaged, INumber<T>
    {
        long elements = 0;
        foreach (ArrayView<T> value in view) elements += value.Values.Length;
        return elements;
    }
}
