using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest.Rows;

/// <summary>Rows, columns and tables of a row buffer, as they come out of its frames.</summary>
public sealed class RowBufferTests
{
    private readonly RowBuffer _buffer = new(LossyValueAction.Refuse, new DesignatedNames([]));
    private readonly SymbolDictionary _dictionary = new();
    private readonly ReferenceIngestFrameDecoder _decoder = new();
    private long _time;

    [Fact]
    public void A_column_that_comes_late_is_NULL_in_the_rows_before()
    {
        End(_buffer.Table("t").Column("a", 1));
        End(_buffer.Table("t"));
        End(_buffer.Table("t").Column("b", "x").Column("flag", true));
        CellTable table = Single();
        Assert.Equal(["a", "b", "flag", ""], table.Columns.Select(c => c.Name));
        Assert.Equal([["1", null, "false", "0"], [null, null, "false", "1"], [null, "x", "true", "2"]], Texts(table));
    }

    [Fact]
    public void Columns_may_come_in_any_order_and_case()
    {
        End(_buffer.Table("t").Column("a", 1).Column("b", 2).Column("c", 3));
        End(_buffer.Table("T").Column("C", 4).Column("A", 5));
        End(_buffer.Table("t").Column("b", 6).Column("a", 7));
        Assert.Equal([["1", "2", "3", "0"], ["5", null, "4", "1"], ["7", "6", null, "2"]], Texts(Single()));
    }

    [Fact]
    public void A_cancelled_row_leaves_nothing()
    {
        End(_buffer.Table("t").Column("a", 1).ColumnDecimal("d", "1.5"));
        _buffer.Table("t").Column("a", 2).ColumnDecimal("d", "1.2345").Column("new", 'c').Symbol("s", "gone");
        _buffer.CancelRow();
        _buffer.CancelRow();
        End(_buffer.Table("t").Column("a", 3).Column("new", 4.5));
        CellTable table = Single();
        Assert.Equal(["a", "d", "new", ""], table.Columns.Select(c => c.Name));
        Assert.Equal((1, ColumnType.Double), (table.Columns[1].Scale, table.Columns[2].Type));
        Assert.Equal(("3", null), (table.Rows[1][0].Text, table.Rows[1][1].Text));
        Assert.Equal(2, _buffer.RowCount);
        Assert.Equal(0, _dictionary.Count);
    }

    [Fact]
    public void An_IPv6_address_that_maps_an_IPv4_one_is_that_one()
    {
        End(_buffer.Table("t").Column("a", System.Net.IPAddress.Parse("::ffff:10.1.2.3")).ColumnIPv4("b", 0x0A010203));
        Cell[] row = Assert.Single(Single().Rows);
        Assert.Equal(row[1], row[0]);
        Assert.False(row[0].IsNull);
    }

    [Fact]
    public void A_null_leaves_the_value_out()
    {
        End(_buffer.Table("t").Column("a", (int?)null).Column("b", (string?)null).Symbol("c", null).Column("d", (decimal?)null)
            .Column("e", (NdArray<double>)default).Column("f", (byte[]?)null).Column("g", (Guid?)null)
            .ColumnDecimal("h", (string?)null).Column("i", 1));
        Assert.Equal(["i", ""], Single().Columns.Select(c => c.Name));
    }

    [Fact]
    public void Decimals_are_sent_with_the_largest_scale_of_the_rows()
    {
        End(_buffer.Table("t").Column("d", 12.5m));
        End(_buffer.Table("t").ColumnDecimal("d", "-0.125"));
        End(_buffer.Table("t").ColumnDecimal64("d", 7, 0));
        CellTable table = Single();
        Assert.Equal((ColumnType.Decimal128, 3), (table.Columns[0].Type, table.Columns[0].Scale));
        Assert.Equal(["12.500", "-0.125", "7.000"], table.Rows.Select(r => r[0].Text));
    }

    [Fact]
    public void A_cleared_buffer_takes_other_types_and_tables()
    {
        for (int round = 0; round < 3; round++)
        {
            End(_buffer.Table("t").Column("a", 1).Column("b", 2));
            End(_buffer.Table("u").Column("a", 1));
            _buffer.Clear();
            Assert.True(_buffer.IsEmpty);
            _time = 0;
            End(_buffer.Table("t").Column("b", "text").ColumnDecimal("a", "0.001"));
            CellTable table = Single();
            Assert.Equal(["b", "a", ""], table.Columns.Select(c => c.Name));
            Assert.Equal([["text", "0.001", "0"]], Texts(table));
            _buffer.Clear();
            _buffer.Table("t").Column("b", true).AtNow();
            Assert.Equal(["b"], Single().Columns.Select(c => c.Name));
            _buffer.Clear();
        }
    }

    [Fact]
    public void Symbols_are_registered_once_though_the_buffer_is_filled_again_and_frames_are_given_up()
    {
        var frame = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(frame, _dictionary);
        for (int round = 0; round < 4; round++)
        {
            End(_buffer.Table("t").Symbol("s", "a"));
            End(_buffer.Table("t").Symbol("s", round < 2 ? "b" : "c"));
            End(_buffer.Table("t").Symbol("s", (string?)null).Column("x", 1));
            Encode(encoder, frame);
            if (round == 0)
            {
                encoder.Rollback(0);
                Encode(encoder, frame);
            }

            CellTable table = Assert.Single(_decoder.Decode(frame.Written.ToArray()).Blocks).ToTable();
            Assert.Equal(["a", round < 2 ? "b" : "c", null], table.Rows.Select(r => r[0].Text));
            Assert.Equal(round < 2 ? 2 : 3, _dictionary.Count);
            _buffer.Clear();
        }
    }

    [Fact]
    public void A_kept_buffer_goes_on()
    {
        End(_buffer.Table("t").Column("a", 1));
        End(_buffer.Table("t"));
        Assert.Equal(2, Single().Rows.Count);
        End(_buffer.Table("t").Column("a", 3).Column("b", 4));
        Assert.Equal([["1", null, "0"], [null, null, "1"], ["3", "4", "2"]], Texts(Single()));
    }

    private void End(RowBuffer row) => row.At(_time++, TimestampUnit.Microseconds);

    private void Encode(ChunkEncoder encoder, FrameBuffer frame)
    {
        encoder.BeginFrame(1024);
        foreach (IRowSource table in _buffer.Sources)
        {
            encoder.BeginTable(table.Schema, table.Count);
            table.Encode(encoder, 0, table.Count);
        }

        encoder.EndFrame();
    }

    private CellTable Single()
    {
        var frame = new FrameBuffer(static capacity => (new byte[capacity], 0));
        Encode(new ChunkEncoder(frame, _dictionary), frame);
        return Assert.Single(_decoder.Decode(frame.Written.ToArray()).Blocks).ToTable();
    }

    private static string?[][] Texts(CellTable table) => [.. table.Rows.Select(r => r.Select(c => c.Text).ToArray())];
}
