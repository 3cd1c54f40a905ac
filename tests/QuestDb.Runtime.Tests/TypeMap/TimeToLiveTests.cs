using QuestDb.Shared.Names;

namespace QuestDb.Tests.TypeMap;

/// <summary>What QuestDB's parser takes behind TTL: a number, a unit, and no more hours or months than 32 bits hold.</summary>
public class TimeToLiveTests
{
    [Theory]
    [InlineData("12h")]
    [InlineData("12H")]
    [InlineData("1 hour")]
    [InlineData("2 HOURS")]
    [InlineData("7d")]
    [InlineData("7 Days")]
    [InlineData("2\tWEEKS")]
    [InlineData("3M")]
    [InlineData("3 month")]
    [InlineData("10 years")]
    [InlineData("2147483647h")]
    [InlineData("89478485d")]
    [InlineData("12782640w")]
    [InlineData("2147483647 months")]
    [InlineData("178956970y")]
    public void Is_legal(string text) => Assert.True(TimeToLive.IsLegal(text));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("12")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData(" 12h")]
    [InlineData("12h ")]
    [InlineData("12h\n")]
    [InlineData("12 fortnights")]
    [InlineData("1h; DROP TABLE t")]
    [InlineData("\u0663d")]
    [InlineData("12\u00a0h")]
    [InlineData("2147483648h")]
    [InlineData("89478486d")]
    [InlineData("12782641w")]
    [InlineData("178956971y")]
    [InlineData("99999999999h")]
    public void Is_illegal(string text) => Assert.False(TimeToLive.IsLegal(text));
}
