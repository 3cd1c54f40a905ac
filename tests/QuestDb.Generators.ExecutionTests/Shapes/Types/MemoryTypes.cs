namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("memory", ServerTime = true)]
internal sealed partial class MemoryTypes
{
    public required byte[] Bytes { get; init; }

    public byte[]? BytesOrNull { get; init; }

    public ReadOnlyMemory<byte> Memory { get; init; }

    public ReadOnlyMemory<byte>? MemoryOrNull { get; init; }

    public ReadOnlyMemory<char> Chars { get; init; }

    public ReadOnlyMemory<char>? CharsOrNull { get; init; }

    [Varchar]
    public required byte[] Utf8 { get; init; }

    [Varchar]
    public ReadOnlyMemory<byte>? Utf8OrNull { get; init; }

    [Symbol]
    public ReadOnlyMemory<char> Symbol { get; init; }

    [Symbol]
    public ReadOnlyMemory<char>? SymbolOrNull { get; init; }

    [Symbol]
    public required byte[] SymbolUtf8 { get; init; }

    [Symbol]
    public ReadOnlyMemory<byte> SymbolMemory { get; init; }

    [Symbol]
    public byte[]? SymbolUtf8OrNull { get; init; }

    public required double[] Vector { get; init; }

    public double[]? VectorOrNull { get; init; }

    public required double[,] Matrix { get; init; }

    public double[,]? MatrixOrNull { get; init; }

    public double[,,]? CubeOrNull { get; init; }

    public ReadOnlyMemory<double> Values { get; init; }

    public ReadOnlyMemory<double>? ValuesOrNull { get; init; }

    [Dimensions(4)]
    public NdArray<double> Tensor { get; init; }

    public NdArray<double>? TensorOrNull { get; init; }
}
