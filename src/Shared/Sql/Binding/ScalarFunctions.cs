namespace QuestDb.Shared.Sql;

/// <summary>One overload; <see cref="Repeats"/> means that the last parameter may come any number of times.</summary>
internal sealed record FunctionOverload(string Name, SqlType Result, SqlType[] Parameters, bool Repeats = false);

/// <summary>The scalar functions with fixed signatures, and how a call finds its overload.</summary>
internal static class ScalarFunctions
{
    private static readonly SqlType Timestamp = new(ColumnType.Timestamp);
    private static readonly SqlType Nanos = new(ColumnType.TimestampNanos);
    private static readonly SqlType Char = new(ColumnType.Char);
    private static readonly SqlType Float = new(ColumnType.Float);
    private static readonly SqlType Short = new(ColumnType.Short);

    private static readonly ILookup<string, FunctionOverload> All = Overloads().ToLookup(f => f.Name, StringComparer.OrdinalIgnoreCase);

    public static bool Exists(string name) => All.Contains(name);

    /// <summary>The first overload that the argument types convert to, null if there is none.</summary>
    public static FunctionOverload? Find(string name, IReadOnlyList<SqlType> arguments)
        => All[name].FirstOrDefault(f => Accepts(f, arguments));

    /// <summary>The declared type of an argument, the repeated one past the end.</summary>
    public static SqlType Parameter(FunctionOverload function, int index) =>
        function.Parameters[Math.Min(index, function.Parameters.Length - 1)];

    private static bool Accepts(FunctionOverload function, IReadOnlyList<SqlType> arguments)
    {
        bool count = function.Repeats ? arguments.Count >= function.Parameters.Length : arguments.Count == function.Parameters.Length;
        for (int i = 0; count && i < arguments.Count; i++) count = Converts(arguments[i], Parameter(function, i));
        return count;
    }

    private static bool Converts(SqlType from, SqlType to)
    {
        if (from.IsNull || from.Type == to.Type) return true;
        if (to.Type == ColumnType.Varchar) return from.IsText;
        if (to.IsTime) return from.IsTime || from.Type == ColumnType.Varchar || from.IsInteger;
        if (to.Type == ColumnType.Double) return from.IsNumeric;
        if (to.Type == ColumnType.Long || to.Type == ColumnType.Int) return from.IsInteger && (int)from.Type <= (int)to.Type;
        if (to.Type == ColumnType.Float) return from.Type is ColumnType.Byte or ColumnType.Short or ColumnType.Int;
        if (to.Type == ColumnType.Short) return from.Type == ColumnType.Byte;
        return false;
    }

    private static IEnumerable<FunctionOverload> Overloads()
    {
        foreach (SqlType type in new[] { Short, SqlType.Int, SqlType.Long, SqlType.Double })
            yield return new FunctionOverload("abs", type, [type]);
        foreach (string name in new[] { "floor", "ceil", "ceiling" })
            yield return new FunctionOverload(name, Float, [Float]);
        foreach (string name in new[] { "floor", "ceil", "ceiling", "sqrt", "exp", "ln", "sin", "cos", "tan", "round" })
            yield return new FunctionOverload(name, SqlType.Double, [SqlType.Double]);
        yield return new FunctionOverload("round", SqlType.Double, [SqlType.Double, SqlType.Int]);
        yield return new FunctionOverload("power", SqlType.Double, [SqlType.Double, SqlType.Double]);
        foreach (string name in new[] { "lower", "upper", "to_lowercase", "to_uppercase", "trim", "ltrim", "rtrim", "md5" })
            yield return new FunctionOverload(name, SqlType.Varchar, [SqlType.Varchar]);
        yield return new FunctionOverload("length", SqlType.Int, [SqlType.Varchar]);
        foreach (string name in new[] { "left", "right" })
            yield return new FunctionOverload(name, SqlType.Varchar, [SqlType.Varchar, SqlType.Int]);
        foreach (string name in new[] { "lpad", "rpad" })
        {
            yield return new FunctionOverload(name, SqlType.Varchar, [SqlType.Varchar, SqlType.Int]);
            yield return new FunctionOverload(name, SqlType.Varchar, [SqlType.Varchar, SqlType.Int, SqlType.Varchar]);
        }

        yield return new FunctionOverload("substring", SqlType.Varchar, [SqlType.Varchar, SqlType.Int, SqlType.Int]);
        yield return new FunctionOverload("replace", SqlType.Varchar, [SqlType.Varchar, SqlType.Varchar, SqlType.Varchar]);
        yield return new FunctionOverload("strpos", SqlType.Int, [SqlType.Varchar, SqlType.Varchar]);
        yield return new FunctionOverload("starts_with", SqlType.Boolean, [SqlType.Varchar, SqlType.Varchar]);
        yield return new FunctionOverload("now", Timestamp, []);
        yield return new FunctionOverload("systimestamp", Timestamp, []);
        yield return new FunctionOverload("to_timestamp", Timestamp, [SqlType.Varchar]);
        foreach (SqlType time in new[] { Timestamp, Nanos })
        {
            yield return new FunctionOverload("dateadd", time, [Char, SqlType.Int, time]);
            yield return new FunctionOverload("datediff", SqlType.Long, [Char, time, time]);
        }
    }
}
