using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Wire;

namespace QuestDb.Generators.ExecutionTests;

/// <summary>LONG[] from the text of the protocol alone: no server sends it yet.</summary>
public class LongArrayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_of_long_are_read(bool views)
    {
        LongArrays[] rows = Loopback.Read<LongArrays>(Frame(), views);
        Assert.Equal([1, -2], rows[0].Vector!);
        Assert.Equal(new long[,] { { 3 }, { long.MaxValue } }, rows[0].Matrix);
        Assert.Equal(new long[1, 0, 2], rows[0].Cube);
        Assert.Equal([5], rows[0].Values.ToArray());
        Assert.Equal(new NdArray<long>([1, 1, 1, 1], new long[] { 6 }), rows[0].Array);
        Assert.Equal(new NdArray<long>([0], default), rows[0].ArrayOrNull);

        Assert.Null(rows[1].Vector);
        Assert.Null(rows[1].Matrix);
        Assert.Null(rows[1].ArrayOrNull);
        Assert.Equal([7, 8], rows[1].Values.ToArray());
    }

    /// <summary>A result of two rows; the nullable columns are NULL in the second.</summary>
    private static byte[] Frame()
    {
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        buffer.Begin(1024);
        buffer.WriteBytes([(byte)'Q', (byte)'W', (byte)'P', (byte)'1', 1, 0, 1, 0, 0, 0, 0, 0]);
        buffer.WriteVarint(0);
        buffer.WriteVarint(0);
        buffer.WriteVarint(2);
        string[] names = ["vector", "matrix", "cube", "values", "array", "arrayOrNull"];
        buffer.WriteVarint((ulong)names.Length);
        foreach (string name in names)
        {
            buffer.WriteVarint((ulong)name.Length);
            buffer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(name));
            buffer.WriteByte((byte)ColumnType.LongArray);
        }

        Column(buffer, ([2], [1, -2]), null);
        Column(buffer, ([2, 1], [3, long.MaxValue]), null);
        Column(buffer, ([1, 0, 2], []), null);
        Column(buffer, ([1], [5]), ([2], [7, 8]));
        Column(buffer, ([1, 1, 1, 1], [6]), ([1], [9]));
        Column(buffer, ([0], []), null);
        return buffer.Written.ToArray();
    }

    private static void Column(FrameBuffer buffer, (int[] Shape, long[] Values) first, (int[] Shape, long[] Values)? second)
    {
        buffer.WriteByte(second is null ? (byte)1 : (byte)0);
        if (second is null) buffer.WriteByte(0b10);
        foreach ((int[] shape, long[] values) in second is { } other ? [first, other] : new[] { first })
        {
            buffer.WriteByte((byte)shape.Length);
            foreach (int length in shape) buffer.WriteBytes(BitConverter.GetBytes(length));
            foreach (long value in values) buffer.WriteBytes(BitConverter.GetBytes(value));
        }
    }
}
