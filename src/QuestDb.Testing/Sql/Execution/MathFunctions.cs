using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Numeric functions of values that are not NULL.</summary>
internal static class MathFunctions
{
    public static double Double(string function, ColumnVector[] arguments, int row)
    {
        double x = Value(arguments[0], row);
        double result = function switch
        {
            "floor" => Math.Floor(x),
            "ceil" or "ceiling" => Math.Ceiling(x),
            "sqrt" => Math.Sqrt(x),
            "exp" => Math.Exp(x),
            "ln" => Math.Log(x),
            "sin" => Math.Sin(x),
            "cos" => Math.Cos(x),
            "tan" => Math.Tan(x),
            "power" => Math.Pow(x, Value(arguments[1], row)),
            "round" => Round(x, arguments.Length > 1 ? Functions.IntOf(arguments[1], row) : 0),
            _ => throw new InvalidOperationException($"no numeric function {function}"),
        };
        return double.IsFinite(result) ? result : double.NaN;
    }

    /// <summary>abs, negate and complement, which keep the type of their argument.</summary>
    public static void AppendSigned(string function, ColumnVector result, ColumnVector argument, int row)
    {
        bool negate = function == "negate";
        switch (result)
        {
            case FixedVector<sbyte> target:
                target.Append(unchecked((sbyte)-((FixedVector<sbyte>)argument)[row]));
                break;
            case FixedVector<short> target:
                short small = ((FixedVector<short>)argument)[row];
                target.Append(unchecked(negate || small < 0 ? (short)-small : small));
                break;
            case FixedVector<int> target:
                int number = ((FixedVector<int>)argument)[row];
                target.Append(function == "complement" ? ~number : negate || number < 0 ? -number : number);
                break;
            case FixedVector<long> { Type: ColumnType.Long } target:
                long big = ((FixedVector<long>)argument)[row];
                target.Append(function == "complement" ? ~big : negate || big < 0 ? -big : big);
                break;
            case FixedVector<float> target:
                float single = ((FixedVector<float>)argument)[row];
                target.Append(negate ? -single : Math.Abs(single));
                break;
            case FixedVector<double> target:
                double wide = ((FixedVector<double>)argument)[row];
                target.Append(negate ? -wide : Math.Abs(wide));
                break;
            default:
                DecimalCells.TryAppend(result, -DecimalCells.Unscaled(argument, row), argument.Scale, round: false);
                break;
        }
    }

    private static double Value(ColumnVector argument, int row)
    {
        int at = Functions.At(argument, row);
        return argument is FixedVector<float> floats ? floats[at] : ((FixedVector<double>)argument)[at];
    }

    private static double Round(double value, int digits)
    {
        // As in QuestDB: rounding to a whole number takes a half up. Rounding to digits takes it away from zero, and goes by the number as
        // it is printed, so that 1.005 becomes 1.01.
        if (digits == 0) return Math.Floor(value + 0.5) + 0.0;
        if (digits is > 0 and <= 15 && Math.Abs(value) < 1e12)
        {
            return (double)Math.Round((decimal)value, digits, MidpointRounding.AwayFromZero);
        }

        if (digits is > 0 and <= 15) return Math.Round(value, digits, MidpointRounding.AwayFromZero);
        double unit = Math.Pow(10, -digits);
        return double.IsFinite(unit) && unit > 1 ? Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit : value;
    }
}
