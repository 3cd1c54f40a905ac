using System.Runtime.CompilerServices;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Testing.Tables;

/// <summary>
/// QuestDB's NULL sentinels. A geohash is kept in 64 bits and NULL is -1, so that an all-ones geohash of its at most 60 bits stays a value.
/// </summary>
internal static class Nulls
{
    public const int Int = int.MinValue;
    public const long Long = long.MinValue;
    public const long GeoHash = -1;
    public const uint IPv4 = 0;

    /// <summary>Both halves of a NULL UUID are the minimum long.</summary>
    public static readonly UInt128 Uuid = new(0x8000000000000000, 0x8000000000000000);

    /// <summary>All four limbs of a NULL LONG256 are the minimum long.</summary>
    public static readonly Limbs256 Long256 = new(1UL << 63, 1UL << 63, 1UL << 63, 1UL << 63);

    public static readonly Limbs256 Decimal256 = new(0, 0, 0, 1UL << 63);

    /// <summary>True when SQL sees no value: NaN and the infinities.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSqlNull(double value) => !double.IsFinite(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSqlNull(float value) => !float.IsFinite(value);

    /// <summary>Whether a value of this column type can be NULL at all.</summary>
    public static bool HasNull(ColumnType type) => ColumnTypes.Of(type).HasNull;

    /// <summary>The value that stands for NULL in a column of this type; 0 for the types without one.</summary>
    public static T Sentinel<T>(ColumnType type) where T : unmanaged => type switch
    {
        ColumnType.Int => As<int, T>(Int),
        ColumnType.GeoHash => As<long, T>(GeoHash),
        ColumnType.Float => As<float, T>(float.NaN),
        ColumnType.Double => As<double, T>(double.NaN),
        ColumnType.Uuid => As<UInt128, T>(Uuid),
        ColumnType.Long256 => As<Limbs256, T>(Long256),
        ColumnType.Decimal128 => As<Int128, T>(Int128.MinValue),
        ColumnType.Decimal256 => As<Limbs256, T>(Decimal256),
        _ when typeof(T) == typeof(long) => As<long, T>(Long),
        _ => default,
    };

    private static TTo As<TFrom, TTo>(TFrom value) where TFrom : unmanaged where TTo : unmanaged
    {
        if (typeof(TFrom) != typeof(TTo)) throw new InvalidOperationException($"a column of {typeof(TFrom)} is not one of {typeof(TTo)}");
        return Unsafe.BitCast<TFrom, TTo>(value);
    }
}
