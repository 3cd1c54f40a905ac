using QuestDb.Shared.Names;

namespace QuestDb.Tests.Names;

/// <summary>Names are compared as the server folds them: with Java's lower case of each UTF-16 unit.</summary>
public sealed class NameComparerTests
{
    [Theory]
    [InlineData("price", "PRICE")]
    [InlineData("k", "\u212a")]
    [InlineData("\u00e5", "\u212b")]
    [InlineData("\u00df", "\u1e9e")]
    [InlineData("\u03c9", "\u2126")]
    [InlineData("i", "\u0130")]
    [InlineData("\u01c6", "\u01c5")]
    [InlineData("\u01c6", "\u01c4")]
    [InlineData("\u1f80", "\u1f88")]
    [InlineData("\uff41", "\uff21")]
    [InlineData("\u00e4\u00f6", "\u00c4\u00d6")]
    public void These_are_one_name(string first, string second)
    {
        NameComparer comparer = NameComparer.Instance;
        Assert.True(comparer.Equals(first, second));
        Assert.True(comparer.Equals(second.AsSpan(), first));
        Assert.Equal(comparer.GetHashCode(first), comparer.GetHashCode(second));
        Assert.Equal(comparer.GetHashCode(first), comparer.GetHashCode(second.AsSpan()));
    }

    [Theory]
    [InlineData("s", "\u017f")]
    [InlineData("i", "\u0131")]
    [InlineData("ss", "\u00df")]
    [InlineData("\u03c3", "\u03c2")]
    [InlineData("\u00b5", "\u03bc")]
    [InlineData("\u00d7", "\u00f7")]
    [InlineData("\ud801\udc00", "\ud801\udc28")]
    [InlineData("a", "ab")]
    public void These_are_two_names(string first, string second)
    {
        Assert.False(NameComparer.Same(first, second));
        Assert.False(NameComparer.Instance.Equals(first.AsSpan(), second));
    }

    [Fact]
    public void What_dotnet_folds_is_folded_alike_and_folding_twice_changes_nothing()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            char lower = NameFolding.ToLower((char)c);
            Assert.Equal(lower, NameFolding.ToLower(lower));
            char invariant = char.ToLowerInvariant((char)c);
            if (invariant != c) Assert.Equal(invariant, lower);
        }
    }
}
