using QuestDb.Shared.TypeMap;

namespace QuestDb.Tests.TypeMap;

/// <summary>The table of column types has a row for each code and agrees with the protocol.</summary>
public class ColumnTypesTests
{
    private static readonly ColumnType[] s_types = [.. Enum.GetValues<ColumnType>().Where(static type => type != ColumnType.None)];

    public static TheoryData<ColumnType> Types => [.. s_types];

    [Fact]
    public void Every_type_has_one_row_in_the_order_of_the_codes() =>
        Assert.Equal(s_types.Order(), ColumnTypes.All.Select(static facts => facts.Type));

    [Fact]
    public void Codes_without_a_type_are_unknown()
    {
        for (int code = 0; code <= byte.MaxValue; code++)
        {
            bool isType = code != 0 && Enum.IsDefined((ColumnType)code);
            Assert.Equal(isType, ColumnTypes.IsKnown((byte)code));
            Assert.Equal(isType, ColumnTypes.Find((ColumnType)code) is not null);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnTypes.Of(ColumnType.None));
    }

    [Fact]
    public void Names_differ_without_case() =>
        Assert.Equal(ColumnTypes.All.Length, ColumnTypes.All.Select(static facts => facts.Name.ToUpperInvariant()).Distinct().Count());

    [Theory, MemberData(nameof(Types))]
    public void Facts_of_a_type_fit_each_other(ColumnType type)
    {
        ColumnTypeFacts facts = ColumnTypes.Of(type);

        Assert.Equal(facts.Layout is ColumnLayout.Symbol or ColumnLayout.Bytes or ColumnLayout.Array, facts.Width == 0);
        Assert.Equal(facts.IsDecimal, facts.Digits > 0);
        Assert.Equal(facts.Null is ColumnNull.Smallest or ColumnNull.Zero or ColumnNull.NaN, facts.NullText is not null);
        // The search for the smallest value knows these widths.
        if (facts.Null == ColumnNull.Smallest) Assert.True(facts.Width is 4 || facts.Width % 8 == 0, $"{facts.Width}");
        Assert.True(facts.TypicalBytes > 0);
    }

    /// <summary>Types that servers neither take nor return are mapped for reading only.</summary>
    [Theory, MemberData(nameof(Types))]
    public void Only_types_that_servers_take_are_written(ColumnType type)
    {
        if (ColumnTypes.Of(type).Ingest) return;
        Assert.All(TypeMapTable.Entries.Where(entry => entry.ColumnType == type), static entry => Assert.NotNull(entry.ReadOnly));
    }
}
