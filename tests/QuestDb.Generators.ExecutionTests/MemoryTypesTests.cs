using System.Text;
using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;

namespace QuestDb.Generators.ExecutionTests;

public class MemoryTypesTests
{
    private static readonly MemoryTypes s_values = new()
    {
        Bytes = [0, 255],
        BytesOrNull = [],
        Memory = new byte[] { 1, 2, 3 }.AsMemory(1, 1),
        MemoryOrNull = ReadOnlyMemory<byte>.Empty,
        Chars = "chars \U0001F680 é".AsMemory(),
        CharsOrNull = "".AsMemory(),
        Utf8 = "utf-8 ß"u8.ToArray(),
        Utf8OrNull = "x"u8.ToArray(),
        Symbol = "a symbol".AsMemory(2),
        SymbolOrNull = "symbol".AsMemory(),
        SymbolUtf8 = "symbol"u8.ToArray(),
        SymbolMemory = "é"u8.ToArray(),
        SymbolUtf8OrNull = [],
        Vector = [1, double.NaN, double.PositiveInfinity],
        VectorOrNull = [],
        Matrix = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } },
        MatrixOrNull = new double[2, 0],
        CubeOrNull = new double[,,] { { { 1 }, { 2 } }, { { 3 }, { 4 } } },
        Values = new double[] { 7, 8, 9 }.AsMemory(1),
        ValuesOrNull = ReadOnlyMemory<double>.Empty,
        Tensor = new NdArray<double>([1, 2, 1, 2], new double[] { 1, 2, 3, 4 }),
        TensorOrNull = new NdArray<double>([0, 3], default),
    };

    private static readonly MemoryTypes s_nulls = new()
    {
        Bytes = [],
        Utf8 = [],
        SymbolUtf8 = [],
        Vector = [],
        Matrix = new double[0, 0],
        Tensor = new NdArray<double>([1, 1, 1, 0], default),
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_type_round_trips(bool views)
    {
        var random = new Random(5);
        for (int count = 1; count < 30; count++)
        {
            MemoryTypes[] rows = [.. Enumerable.Range(0, count).Select(_ => random.Next(2) == 0 ? s_values : s_nulls)];
            MemoryTypes[] read = Loopback.Read<MemoryTypes>(Frame(rows), views);
            Assert.Equal(rows.Select(Text), read.Select(Text));
        }
    }

    [Fact]
    public void Empty_and_null_are_different_values()
    {
        MemoryTypes[] read = Loopback.Read<MemoryTypes>(Frame(s_values, s_nulls));
        Assert.Empty(read[0].VectorOrNull!);
        Assert.Equal((2, 0), (read[0].MatrixOrNull!.GetLength(0), read[0].MatrixOrNull!.GetLength(1)));
        Assert.Equal([0, 3], read[0].TensorOrNull!.Value.Shape.ToArray());
        Assert.Null(read[1].VectorOrNull);
        Assert.Null(read[1].MatrixOrNull);
        Assert.Null(read[1].TensorOrNull);
        Assert.Null(read[1].BytesOrNull);
        Assert.Null(read[1].CharsOrNull);
    }

    [Fact]
    public void Memory_is_a_copy_unless_the_query_gives_views()
    {
        byte[] frame = Frame(s_values);
        MemoryTypes copy = Loopback.Read<MemoryTypes>(frame)[0];
        MemoryTypes view = Loopback.Read<MemoryTypes>(frame, views: true)[0];
        Array.Clear(frame);
        Assert.Equal([2], copy.Memory.ToArray());
        Assert.Equal([0], view.Memory.ToArray());
        Assert.Equal("x", Encoding.UTF8.GetString(copy.Utf8OrNull!.Value.Span));
        Assert.Equal([0], view.Utf8OrNull!.Value.ToArray());
        Assert.Equal([0, 255], Loopback.Read<MemoryTypes>(Frame(s_values), views: true)[0].Bytes);
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        byte[] broken = [(byte)'a', 0xFF];
        foreach (MemoryTypes row in (MemoryTypes[])[With(utf8: broken), With(symbol: broken)])
        {
            Assert.Contains("not valid UTF-8 at byte 1", Assert.Throws<QuestDbException>(() => Loopback.Write(row)).Message);
        }
    }

    [Fact]
    public void Lone_surrogate_is_refused() =>
        Assert.Contains("lone surrogate", Assert.Throws<QuestDbException>(() => Loopback.Write(With(chars: "a\uD800"))).Message);

    [Fact]
    public void Null_and_no_array_are_refused()
    {
        foreach (MemoryTypes row in (MemoryTypes[])[With(isNull: true), With(tensor: default(NdArray<double>))])
        {
            Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => Loopback.Write(row)).Code);
        }
    }

    [Fact]
    public void Array_with_other_dimensions_is_refused_when_written_and_read()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(With(tensor: new NdArray<double>([1.0]))));
        Assert.Contains("1 dimensions, but the column has 4", e.Message);
        e = Assert.Throws<QuestDbException>(() => Loopback.Read<MatrixAsVector>(Frame(s_nulls, s_values)));
        Assert.Equal((ErrorCode.InvalidValue, "matrixOrNull", (int?)1), (e.Code, e.Column, e.Row));
    }

    private static MemoryTypes With(
        byte[]? utf8 = null, byte[]? symbol = null, string chars = "", NdArray<double>? tensor = null, bool isNull = false) => new()
        {
            Bytes = isNull ? null! : [],
            Utf8 = utf8 ?? [],
            SymbolUtf8 = symbol ?? [],
            Chars = chars.AsMemory(),
            Vector = [],
            Matrix = new double[0, 0],
            Tensor = tensor ?? s_values.Tensor,
        };

    private static byte[] Frame(params MemoryTypes[] rows) =>
        ResultFrame.FromIngest(Loopback.Write<MemoryTypes>(rows), Schema<MemoryTypes>());

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;

    /// <summary>Everything that the row holds, to the last element.</summary>
    private static string Text(MemoryTypes row) => string.Join("|",
        Hex(row.Bytes), Hex(row.BytesOrNull), Hex(row.Memory.ToArray()), Hex(row.MemoryOrNull?.ToArray()), row.Chars, row.CharsOrNull,
        Hex(row.Utf8), Hex(row.Utf8OrNull?.ToArray()), row.Symbol, row.SymbolOrNull, Hex(row.SymbolUtf8),
        Hex(row.SymbolMemory.ToArray()), Hex(row.SymbolUtf8OrNull),
        Elements(row.Vector), Elements(row.VectorOrNull), Elements(row.Matrix), Elements(row.MatrixOrNull),
        Elements(row.CubeOrNull), Elements(row.Values.ToArray()), Elements(row.ValuesOrNull?.ToArray()),
        row.Tensor, Shape(row.Tensor), row.TensorOrNull, row.TensorOrNull is { } tensor ? Shape(tensor) : "null");

    private static string Hex(byte[]? bytes) => bytes is null ? "null" : Convert.ToHexString(bytes);

    private static string Shape(NdArray<double> array) => string.Join("x", array.Shape.ToArray());

    private static string Elements(Array? array) => array is null ? "null"
        : string.Join("x", Enumerable.Range(0, array.Rank).Select(array.GetLength)) + ":" + string.Join(",", array.Cast<double>());
}

[QuestRow]
internal sealed partial record MatrixAsVector(double[]? MatrixOrNull);
