using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Array literals.</summary>
internal static class ArrayFunctions
{
    public static ColumnVector Build(SqlType type, ColumnVector[] items, int rows)
    {
        var result = new ArrayVector(type.Type) { Precision = type.Precision };
        for (int row = 0; row < rows; row++)
        {
            if (type.Precision == 1)
            {
                result.Append([items.Length], items.Select(i => ((FixedVector<double>)i)[Functions.At(i, row)]).ToArray());
            }
            else
            {
                AppendNested(result, items, row);
            }
        }

        return result;
    }

    private static void AppendNested(ArrayVector result, ColumnVector[] items, int row)
    {
        int[]? inner = null;
        var elements = new List<double>();
        foreach (ArrayVector item in items.Cast<ArrayVector>())
        {
            int[]? shape = item.Shape(Functions.At(item, row));
            if (shape is null || (inner is not null && !inner.AsSpan().SequenceEqual(shape)))
                throw new SqlException(StatusCode.ParseError, "sub-arrays of an array literal must have the same shape");
            inner = shape;
            elements.AddRange(item.Doubles(Functions.At(item, row)));
        }

        result.Append([items.Length, .. inner!], elements.ToArray());
    }
}
