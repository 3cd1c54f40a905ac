using System.Numerics;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>How values of one type compare, NULL included.</summary>
internal interface IComparisonRules<T>
{
    static abstract bool IsNull(T value);

    static abstract bool Equal(T a, T b);

    static abstract bool Less(T a, T b);

    static abstract bool LessOrEqual(T a, T b);
}

/// <summary>For types without a NULL, and for geohashes, which are not ordered.</summary>
internal readonly struct PlainRules<T> : IComparisonRules<T> where T : IComparisonOperators<T, T, bool>
{
    public static bool IsNull(T value) => false;

    public static bool Equal(T a, T b) => a == b;

    public static bool Less(T a, T b) => a < b;

    public static bool LessOrEqual(T a, T b) => a <= b;
}

internal readonly struct IntRules : IComparisonRules<int>
{
    public static bool IsNull(int value) => value == Nulls.Int;

    public static bool Equal(int a, int b) => a == b;

    public static bool Less(int a, int b) => a < b && a != Nulls.Int;

    public static bool LessOrEqual(int a, int b) => a == b || Less(a, b);
}

internal readonly struct LongRules : IComparisonRules<long>
{
    public static bool IsNull(long value) => value == Nulls.Long;

    public static bool Equal(long a, long b) => a == b;

    public static bool Less(long a, long b) => a < b && a != Nulls.Long;

    public static bool LessOrEqual(long a, long b) => a == b || Less(a, b);
}

internal readonly struct IPv4Rules : IComparisonRules<uint>
{
    public static bool IsNull(uint value) => value == Nulls.IPv4;

    public static bool Equal(uint a, uint b) => a == b;

    public static bool Less(uint a, uint b) => a < b && a != Nulls.IPv4;

    public static bool LessOrEqual(uint a, uint b) => a == b || Less(a, b);
}

internal readonly struct UuidRules : IComparisonRules<UInt128>
{
    public static bool IsNull(UInt128 value) => value == Nulls.Uuid;

    public static bool Equal(UInt128 a, UInt128 b) => a == b;

    public static bool Less(UInt128 a, UInt128 b) => a < b && a != Nulls.Uuid && b != Nulls.Uuid;

    public static bool LessOrEqual(UInt128 a, UInt128 b) => a == b || Less(a, b);
}

/// <summary>QuestDB takes doubles that are closer than 1e-10 for equal.</summary>
internal readonly struct DoubleRules : IComparisonRules<double>
{
    private const double Tolerance = 1e-10;

    public static bool IsNull(double value) => Nulls.IsSqlNull(value);

    public static bool Equal(double a, double b)
        => Math.Abs(a - b) <= Tolerance ? !Nulls.IsSqlNull(a) : Nulls.IsSqlNull(a) && Nulls.IsSqlNull(b);

    public static bool Less(double a, double b) => a < b && !Nulls.IsSqlNull(a) && !Nulls.IsSqlNull(b);

    public static bool LessOrEqual(double a, double b) => Nulls.IsSqlNull(a) || Nulls.IsSqlNull(b)
        ? Nulls.IsSqlNull(a) && Nulls.IsSqlNull(b)
        : a <= b;
}

internal readonly struct FloatRules : IComparisonRules<float>
{
    public static bool IsNull(float value) => Nulls.IsSqlNull(value);

    public static bool Equal(float a, float b) => DoubleRules.Equal(a, b);

    public static bool Less(float a, float b) => DoubleRules.Less(a, b);

    public static bool LessOrEqual(float a, float b) => DoubleRules.LessOrEqual(a, b);
}
