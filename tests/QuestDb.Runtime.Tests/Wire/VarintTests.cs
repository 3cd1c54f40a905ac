using QuestDb.Wire;

namespace QuestDb.Tests.Wire;

public class VarintTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(1UL, "01")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8001")]
    [InlineData(255UL, "FF01")]
    [InlineData(300UL, "AC02")]
    [InlineData(16_384UL, "808001")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void The_examples_of_the_specification(ulong value, string hex)
    {
        Span<byte> bytes = stackalloc byte[Varint.MaxLength];
        int length = Varint.Write(bytes, value);
        Assert.Equal(hex, Convert.ToHexString(bytes[..length]));
        Assert.Equal(length, Varint.Length(value));
        Assert.True(Varint.TryRead(bytes, out ulong read, out int used));
        Assert.Equal((value, length), (read, used));
        for (int cut = 0; cut < length; cut++) Assert.False(Varint.TryRead(bytes[..cut], out _, out _));
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("8080808080808080808001")]
    public void More_than_64_bits_is_refused(string hex) => Assert.False(Varint.TryRead(Convert.FromHexString(hex), out _, out _));
}
