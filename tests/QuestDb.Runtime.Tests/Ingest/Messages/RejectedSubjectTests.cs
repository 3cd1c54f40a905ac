using QuestDb.Encoders.Blocks;
using QuestDb.Ingest.Messages;
using QuestDb.Schemas;

namespace QuestDb.Tests.Ingest.Messages;

/// <summary>The table and column that a rejection is about: names of the frame that stand in the server's text.</summary>
public sealed class RejectedSubjectTests
{
    [Theory]
    [InlineData("type coercion from UUID to LONG is not supported [column=price]", "price")]
    [InlineData("integer value 1 out of range for INT [column=price_low, min=0, max=1]", "price_low")]
    [InlineData("new columns not allowed [table=trades, column=PRICE]", "price")]
    [InlineData("no value for column: 'price'", "price")]
    [InlineData("column type mismatch", null)]
    [InlineData("no such column: amount", null)]
    [InlineData("designated timestamp column cannot be NULL", null)]
    [InlineData("", null)]
    public void The_column_is_one_of_the_frame_that_the_text_names(string text, string? column)
    {
        RejectedSubject subject = RejectedSubject.Of(Frame("trades"), text);
        Assert.Equal(("trades", column), (subject.Table, subject.Column));
        Assert.Equal(" (table trades)", subject.ToString());
    }

    [Theory]
    [InlineData("invalid column name [table=quotes, column=price]", "quotes", "price")]
    [InlineData("cannot insert into non-WAL table: quotes", "quotes", null)]
    [InlineData("failed to create table update details for: trades", "trades", null)]
    [InlineData("does not fit [column=only_quotes]", "quotes", "only_quotes")]
    [InlineData("does not fit [column=price]", null, "price")]
    [InlineData("no", null, null)]
    public void Of_several_tables_it_is_the_one_that_the_text_names(string text, string? table, string? column)
    {
        RejectedSubject subject = RejectedSubject.Of(Frame("trades", "quotes"), text);
        Assert.Equal((table, column), (subject.Table, subject.Column));
        Assert.Equal(" (tables trades, quotes)", subject.ToString());
    }

    [Fact]
    public void Many_tables_are_counted() =>
        Assert.Equal(" (tables a, b, c and 2 more)", RejectedSubject.Of(Frame("a", "b", "c", "d", "e"), "no").ToString());

    private static byte[] Frame(params string[] tables)
    {
        var rows = new RowBuffer(LossyValueAction.Refuse, new DesignatedNames([]));
        foreach (string table in tables)
        {
            rows.Table(table).Column("price", 1L).Column("price_low", 2L).Column("type", 3L).Column($"only_{table}", 4L)
                .At(DateTime.UnixEpoch);
        }

        return FrameBytes.Of(rows);
    }
}
