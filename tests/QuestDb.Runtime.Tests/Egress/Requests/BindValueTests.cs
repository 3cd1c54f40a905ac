using QuestDb.Wire;

namespace QuestDb.Tests.Egress;

public sealed class BindValueTests
{
    [Theory]
    [InlineData(ColumnType.Long, "050101")]
    [InlineData(ColumnType.Decimal64, "13010100")]
    [InlineData(ColumnType.Decimal128, "14010100")]
    [InlineData(ColumnType.Decimal256, "15010100")]
    [InlineData(ColumnType.GeoHash, "0E01013C")]
    public void A_null_carries_what_its_type_needs(ColumnType type, string bytes)
    {
        byte[] request = [];
        var buffer = new FrameBuffer(capacity => (request.Length < capacity ? request = new byte[capacity] : request, 0));
        buffer.Begin(16);
        BindValue.Null(type).Write(buffer);
        Assert.Equal(bytes, Convert.ToHexString(buffer.Written));
    }
}
