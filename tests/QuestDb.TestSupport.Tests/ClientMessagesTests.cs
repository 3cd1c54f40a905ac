namespace QuestDb.TestSupport.Tests;

public sealed class ClientMessagesTests
{
    [Fact]
    public void Plain_rows_decode_to_themselves()
    {
        var table = new CellTable("t",
        [
            new CellColumn("b", ColumnType.Boolean), new CellColumn("s", ColumnType.Symbol), new CellColumn("v", ColumnType.Varchar),
            new CellColumn("i", ColumnType.Int), new CellColumn("d", ColumnType.Double), new CellColumn("c", ColumnType.Char),
            new CellColumn("", ColumnType.Timestamp),
        ]);
        table.Rows.Add([Cell.True, new Cell("x"), new Cell("é"), Cell.Of(-1), Cell.Of(1.5), Cell.Of(65535), Cell.Of(5)]);
        table.Rows.Add([Cell.False, Cell.Null, Cell.Null, Cell.Null, Cell.Null, Cell.Of(0), Cell.Of(4)]);
        table.Rows.Add([Cell.True, new Cell("x"), new Cell(""), Cell.Of(7), Cell.Of(-0.0), Cell.Of(1), Cell.Of(6)]);
        table.AssertEquals(Assert.Single(new ReferenceIngestFrameDecoder().Decode(ClientMessages.Rows(table)).Blocks).ToTable());
    }

    [VectorFact]
    public void A_query_without_binds_is_the_recorded_request()
    {
        EgressVector recorded = EgressVector.Load("type_symbol_rows0007");
        Assert.Equal(recorded.Request, ClientMessages.Query(recorded.RequestId, recorded.Sql));
    }
}
