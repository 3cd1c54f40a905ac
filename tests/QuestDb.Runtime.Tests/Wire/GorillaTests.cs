using System.Runtime.InteropServices;
using CsCheck;
using QuestDb.Wire;

namespace QuestDb.Tests.Wire;

public class GorillaTests
{
    /// <summary>Changes of the delta at the edges of every bucket.</summary>
    private static readonly long[] s_edges =
        [0, 1, -1, 63, 64, -64, -65, 255, 256, -256, -257, 2047, 2048, -2048, -2049, int.MaxValue, int.MinValue];

    private static readonly Gen<long[]> s_values =
        from start in Gen.Long
        from changes in Gen.OneOf(Gen.Int[0, s_edges.Length - 1].Select(static i => s_edges[i]), Gen.Long[-3000, 3000],
            Gen.Int.Select(static i => (long)i)).Array[1, 200]
        select Accumulate(start, changes);

    [Fact]
    public void Values_survive_the_bit_stream() => s_values.Sample(values =>
    {
        if (!GorillaEncoder.Pays(values)) return values.Length < 3;
        byte[] bytes = MemoryMarshal.AsBytes<long>(values).ToArray();
        int length = GorillaEncoder.EncodeInPlace(bytes);
        var decoded = new long[values.Length];
        return length < bytes.Length
            && GorillaDecoder.Decode(bytes.AsSpan(0, length), decoded) == length
            && decoded.SequenceEqual(values);
    });

    [Fact]
    public void A_stream_that_is_cut_off_is_refused_at_every_byte()
    {
        long[] values = Accumulate(1_700_000_000_000_000, s_edges);
        byte[] bytes = MemoryMarshal.AsBytes<long>(values).ToArray();
        int length = GorillaEncoder.EncodeInPlace(bytes);
        for (int cut = 0; cut < length; cut++) Assert.Equal(-1, GorillaDecoder.Decode(bytes.AsSpan(0, cut), new long[values.Length]));
    }

    [Fact]
    public void A_change_of_the_delta_above_32_bits_does_not_pay()
    {
        Assert.True(GorillaEncoder.Pays([0, 0, int.MaxValue]));
        Assert.False(GorillaEncoder.Pays([0, 0, 1L + int.MaxValue]));
        Assert.False(GorillaEncoder.Pays([0, 0, -1L + int.MinValue]));
        Assert.False(GorillaEncoder.Pays([0, 0]));
    }

    private static long[] Accumulate(long start, long[] changes)
    {
        var values = new long[changes.Length];
        long delta = 0;
        for (int i = 0; i < values.Length; i++)
        {
            delta = unchecked(delta + changes[i]);
            start = unchecked(start + delta);
            values[i] = start;
        }

        return values;
    }
}
