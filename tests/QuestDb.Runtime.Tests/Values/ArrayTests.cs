using System.Globalization;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Values;

public class ArrayTests
{
    [Fact]
    public void One_dimension_keeps_the_array()
    {
        double[] values = [1, 2.5, double.NaN];
        var array = new NdArray<double>(values);
        Assert.Equal((1, false, false), (array.Rank, array.IsEmpty, array.IsDefault));
        Assert.Equal([3], array.Shape.ToArray());
        Assert.True(array.Values.Span == values.AsSpan());
        Assert.Equal(2.5, array[1]);
        Assert.Equal(values, array.ToArray());
        Assert.NotSame(values, array.ToArray());
    }

    [Fact]
    public void Two_dimensions_are_row_by_row()
    {
        double[,] values = { { 1, 2, 3 }, { 4, 5, 6 } };
        var array = new NdArray<double>(values);
        Assert.Equal([2, 3], array.Shape.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values.ToArray());
        Assert.Equal((3, 4), (array[0, 2], array[1, 0]));
        Assert.Equal(values, array.To2D());
        Assert.Equal(array, NdArray<double>.FromJagged([[1, 2, 3], [4, 5, 6]]));
        values[0, 0] = 9;
        Assert.Equal(1, array[0, 0]);
    }

    [Fact]
    public void Three_dimensions_are_row_by_row()
    {
        double[,,] values = { { { 1, 2 } }, { { 3, 4 } }, { { 5, 6 } } };
        var array = new NdArray<double>(values);
        Assert.Equal([3, 1, 2], array.Shape.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values.ToArray());
        Assert.Equal(6, array[2, 0, 1]);
        Assert.Equal(values, array.To3D());
    }

    [Fact]
    public void Any_shape_up_to_32_dimensions()
    {
        int[] shape = [.. Enumerable.Repeat(1, 30), 2, 2];
        var array = new NdArray<double>(shape, new double[] { 1, 2, 3, 4 });
        Assert.Equal(32, array.Rank);
        Assert.Equal(3, array[[.. Enumerable.Repeat(0, 30), 1, 0]]);
        shape[0] = 7;
        Assert.Equal(1, array.Shape[0]);
    }

    [Fact]
    public void A_shape_that_does_not_fit_is_an_error()
    {
        Invalid(static () => new NdArray<double>([], default), "A DOUBLE[] has 1 to 32 dimensions, not 0.");
        Invalid(static () => new NdArray<double>(new int[33], default), "not 33");
        Invalid(static () => new NdArray<double>([2, -1], default), "Dimension 1 of a DOUBLE[] has the negative length -1");
        Invalid(static () => new NdArray<double>([0, -1], default), "negative length -1");
        Invalid(static () => new NdArray<double>([2, 3], new double[5]),
            "The shape [2, 3] of a DOUBLE[] does not have as many elements as there are values, 5.");
        Invalid(static () => new NdArray<double>([0, 3], new double[1]), "values, 1");
        Invalid(static () => new NdArray<long>([2], default), "LONG[]");
        Invalid(static () => new NdArray<double>([65_536, 65_536], default), "values, 0");
        Invalid(static () => new NdArray<double>([int.MaxValue, int.MaxValue, int.MaxValue, 4], default), "values, 0");
    }

    [Fact]
    public void A_ragged_array_is_an_error_that_names_the_row()
    {
        Invalid(static () => NdArray<double>.FromJagged([[1, 2], [3, 4], [5]]),
            "Row 2 of the jagged array has 1 elements, but row 0 has 2; a DOUBLE[] is rectangular.");
        Invalid(static () => NdArray<double>.FromJagged([[1], null!]), "Row 1 of the jagged array is null");
        Invalid(static () => NdArray<long>.FromJagged([null!]), "Row 0 of the jagged array is null; a LONG[] is rectangular.");
        Assert.Equal(new NdArray<double>([0, 0], default), NdArray<double>.FromJagged([]));
        Assert.Equal(new NdArray<double>([2, 0], default), NdArray<double>.FromJagged([[], []]));
    }

    [Fact]
    public void Empty_arrays_are_values_with_a_shape()
    {
        NdArray<double>[] different =
            [default, new([]), new([0, 0], default), new([2, 0], default), new([0, 5], default), new(new double[1, 0, 2])];
        foreach (NdArray<double> left in different)
        {
            Assert.True(left.IsEmpty);
            Assert.Single(different, right => left == right);
        }

        Assert.True(default(NdArray<double>).IsDefault);
        Assert.Equal(0, default(NdArray<double>).Rank);
        Assert.False(different[1].IsDefault);
        Assert.Equal(new double[2, 0], different[3].To2D());
    }

    [Fact]
    public void Another_rank_is_no_dotnet_array_of_that_rank()
    {
        Invalid(static () => new NdArray<double>([1.0]).To2D(), "A DOUBLE[] of 1 dimensions is no .NET array of 2.");
        Invalid(static () => new NdArray<double>([1.0]).To3D(), "of 3");
        Invalid(static () => new NdArray<double>(new double[1, 1]).ToArray(), "of 2 dimensions");
        Invalid(static () => default(NdArray<double>).ToArray(), "of 0 dimensions");
    }

    [Fact]
    public void A_wrong_index_is_an_argument_error()
    {
        var array = new NdArray<double>(new double[2, 3]);
        Assert.Throws<ArgumentException>(() => array[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[-1, 0]);
        Assert.Throws<ArgumentException>(() => default(NdArray<double>)[0]);
        Assert.Throws<ArgumentNullException>(static () => new NdArray<double>((double[])null!));
        Assert.Throws<ArgumentNullException>(static () => new NdArray<double>((double[,])null!));
        Assert.Throws<ArgumentNullException>(static () => new NdArray<double>((double[,,])null!));
        Assert.Throws<ArgumentNullException>(static () => NdArray<double>.FromJagged(null!));
    }

    [Fact]
    public void Equality_is_that_of_shape_and_elements()
    {
        var array = new NdArray<double>([2, 2], new[] { 1, double.NaN, 0, 4 });
        var same = new NdArray<double>(new[,] { { 1, double.NaN }, { 0, 4 } });
        Assert.True(array == same && array.Equals((object)same));
        Assert.Equal(array.GetHashCode(), same.GetHashCode());
        Assert.True(array != new NdArray<double>([4], array.Values) && array != new NdArray<double>([1, 2, double.NaN, 0])
            && !array.Equals(null));
        Assert.True(array != new NdArray<double>([2, 2], new double[] { 1, 2, 0, 4 }));
    }

    [Fact]
    public void The_text_is_nested_brackets()
    {
        Assert.Equal("[1.0,2.5,null,-0.0,1E+30]", new NdArray<double>([1, 2.5, double.NaN, -0.0, 1e30]).ToString());
        Assert.Equal("[[1.0,2.0],[3.0,4.0]]", new NdArray<double>(new double[,] { { 1, 2 }, { 3, 4 } }).ToString());
        Assert.Equal("[[[1],[2]],[[3],[null]]]", new NdArray<long>([2, 2, 1], new[] { 1, 2, 3, long.MinValue }).ToString());
        Assert.Equal("[]", new NdArray<double>([]).ToString());
        Assert.Equal("[[],[]]", new NdArray<double>([2, 0], default).ToString());
        Assert.Equal("", default(NdArray<double>).ToString());
    }

    [Fact]
    public void The_text_of_an_array_without_elements_is_short_however_many_rows_its_shape_has()
    {
        Assert.Equal("[of 2147483647 × 0 elements]", new NdArray<double>([int.MaxValue, 0], default).ToString());
        Assert.Equal("[of 999 × 999 × 999 × 0 elements]", new NdArray<long>([999, 999, 999, 0], default).ToString());
        Assert.Equal("[]", new NdArray<double>([0, int.MaxValue], default).ToString());
    }

    [Fact]
    public void Longs_have_the_same_forms()
    {
        var array = new NdArray<long>(new long[,] { { 1, 2 }, { 3, 4 } });
        Assert.Equal(array, NdArray<long>.FromJagged([[1, 2], [3, 4]]));
        Assert.Equal(3, array[1, 0]);
        Assert.Equal(new long[,] { { 1, 2 }, { 3, 4 } }, array.To2D());
        Assert.Equal([5, 6], new NdArray<long>([5, 6]).ToArray());
        Assert.Equal(new long[,,] { { { 7 } } }, new NdArray<long>(new long[,,] { { { 7 } } }).To3D());
        Assert.True(array != new NdArray<long>([4], array.Values));
    }

    [Fact]
    public void Other_elements_are_refused_with_what_to_use()
    {
        Assert.Contains("use NdArray<double> or NdArray<long>",
            Assert.Throws<NotSupportedException>(static () => new NdArray<int>([1])).Message);
        Assert.Throws<NotSupportedException>(static () => new NdArray<float>(new float[1, 1]));
        Assert.Throws<NotSupportedException>(static () => new NdArray<float>(new float[1, 1, 1]));
        Assert.Throws<NotSupportedException>(static () => new NdArray<decimal>([1], default));
        Assert.Throws<NotSupportedException>(static () => NdArray<int>.FromJagged([]));
    }

    [OptimizedFact]
    public void Reading_an_array_allocates_nothing()
    {
        var array = new NdArray<double>(new double[3, 4]);
        var same = new NdArray<double>(new double[3, 4]);
        int[] shape = [3, 4];
        Assert.Equal(0, Allocations.Of(() =>
        {
            var viewed = NdArray<double>.FromParts(shape, array.Values);
            if (viewed[2, 3] != 0 || viewed.Shape[1] != 4 || viewed != same || viewed.GetHashCode() == 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{viewed}"));
            }
        }));
    }

    private static void Invalid<T>(Func<T> call, string part)
    {
        QuestDbException error = Assert.Throws<QuestDbException>(() => { call(); });
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
