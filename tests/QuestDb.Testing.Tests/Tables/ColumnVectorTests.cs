using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests;

public sealed class ColumnVectorTests
{
    public static TheoryData<ColumnType, string> Values() => new()
    {
        { ColumnType.Boolean, "true" }, { ColumnType.Byte, "-7" }, { ColumnType.Short, "-700" }, { ColumnType.Char, "x" },
        { ColumnType.Int, "12" },
        { ColumnType.Long, "-12" }, { ColumnType.Float, "1.5" }, { ColumnType.Double, "-2.5" },
        { ColumnType.Date, "2024-01-02T03:04:05.678Z" },
        { ColumnType.Timestamp, "2024-01-02T03:04:05.678901Z" }, { ColumnType.TimestampNanos, "2024-01-02T03:04:05.678901234Z" },
        { ColumnType.IPv4, "255.0.1.2" }, { ColumnType.Uuid, "01234567-89ab-cdef-fedc-ba9876543210" },
        { ColumnType.Long256, "0x0123456789abcdef0123" },
        { ColumnType.GeoHash, "u33d" }, { ColumnType.Decimal64, "-1.50" }, { ColumnType.Decimal128, "123456789012345678901.00" },
        { ColumnType.Decimal256, "-1234567890123456789012345678901234567890.12" }, { ColumnType.Symbol, "é" }, { ColumnType.Varchar, "" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_and_null_survive_append_gather_and_slice(ColumnType type, string text)
    {
        ColumnVector vector = Create(type);
        vector.AppendNull();
        Assert.True(CellParser.TryAppend(vector, text));
        vector.AppendFrom(vector, 1);
        bool hasNull = Nulls.HasNull(type);
        Assert.Equal(hasNull, vector.IsNull(0));
        Assert.Equal(text, CellText.Of(vector, 1));
        Assert.Equal(text, CellText.Of(vector.Gather([0, 2, 1]), 1));
        ColumnVector slice = vector.Slice(1, 2);
        Assert.Equal((2, text), (slice.Count, CellText.Of(slice, 1)));
        ColumnVector copy = vector.NewEmpty();
        copy.AppendAll(vector);
        Assert.Equal((3, text, hasNull), (copy.Count, CellText.Of(copy, 2), copy.IsNull(0)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_slice_doesnt_see_what_is_appended_later(ColumnType type, string text)
    {
        ColumnVector vector = Create(type);
        CellParser.TryAppend(vector, text);
        ColumnVector slice = vector.Slice(0, 1);
        vector.AppendNull();
        slice.AppendFrom(slice, 0);
        Assert.Equal((2, text), (slice.Count, CellText.Of(slice, 1)));
        Assert.Equal(Nulls.HasNull(type), vector.IsNull(1));
    }

    [Fact]
    public void An_all_ones_geohash_is_a_value() =>
        Assert.False(FixedVector<long>.Wrap(ColumnType.GeoHash, [(1L << 60) - 1], precision: 60).IsNull(0));

    [Fact]
    public void Infinity_is_stored_as_a_value_and_nan_as_null()
    {
        var values = FixedVector<double>.Wrap(ColumnType.Double, [double.PositiveInfinity, double.NaN, -0.0]);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(values.IsNull));
    }

    [Fact]
    public void Arrays_keep_their_shape()
    {
        var arrays = new ArrayVector(ColumnType.DoubleArray) { Precision = 2 };
        arrays.Append([2, 0], ReadOnlySpan<double>.Empty);
        arrays.Append([1, 2], [1.0, 2.0]);
        arrays.AppendNull();
        var gathered = (ArrayVector)arrays.Gather([2, 1, 0]);
        Assert.Null(gathered.Shape(0));
        Assert.Equal([1.0, 2.0], gathered.Doubles(1).ToArray());
        Assert.Equal([2, 0], gathered.Shape(2)!);
        Assert.Equal(2, gathered.Precision);
    }

    [Fact]
    public void Symbols_of_another_dictionary_get_ids_of_the_own_one()
    {
        var first = new SymbolVector();
        first.Append("a");
        first.Append("b");
        var second = new SymbolVector();
        second.Append("b");
        second.Append(null);
        second.Append("c");
        first.AppendAll(second);
        Assert.Equal([0, 1, 1, -1, 2], first.Ids.ToArray());
        Assert.Equal("c", first.Text(4));
    }

    private static ColumnVector Create(ColumnType type) => type switch
    {
        ColumnType.GeoHash => ColumnVector.Create(type, 20),
        ColumnType.Decimal64 => ColumnVector.Create(type, 18, 2),
        ColumnType.Decimal128 => ColumnVector.Create(type, 38, 2),
        ColumnType.Decimal256 => ColumnVector.Create(type, 76, 2),
        _ => ColumnVector.Create(type),
    };
}
