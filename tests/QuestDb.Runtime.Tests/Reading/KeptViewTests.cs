using System.Text;
using QuestDb.Decoders.Batches;

namespace QuestDb.Tests.Reading;

/// <summary>
/// Every member of every view of a column, kept over its batch, is an error: the memory is used again by then. Name and length, which
/// were fixed when the view was taken, stay.
/// </summary>
public sealed class KeptViewTests
{
    private delegate void Use<TView>(TView view)
        where TView : allows ref struct;

    [Fact]
    public void A_kept_batch_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Long);
        var batch = new Batch(data);
        BatchColumns columns = batch.Columns;
        BatchColumn column = batch["c"];
        Validity validity = column.Validity;
        data.EndViews();
        AssertEnded(batch, static b => _ = b.RowCount, static b => _ = b.Sequence, static b => _ = b.ColumnCount, static b => _ = b.Columns,
            static b => _ = b[0], static b => _ = b["c"]);
        AssertEnded(columns, static c => _ = c.Count, static c => _ = c[0], static c => _ = c["c"],
            static c => c.GetEnumerator().MoveNext());
        AssertEnded(column, static c => _ = c.Length, static c => _ = c.NullCount, static c => _ = c.Validity, static c => c.IsNull(0),
            static c => c.AsLong());
        AssertEnded(validity, static v => v.IsNull(0), static v => _ = v.NullBits, static v => v.CopyValidBits(new byte[1]));
        Assert.Equal(("c", ColumnType.Long), (column.Name, column.Type));
    }

    [Fact]
    public void A_kept_view_of_numbers_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Long);
        FixedColumnView<long> view = new Batch(data)["c"].AsLong();
        Assert.Equal(0, view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Values, static v => v.TryGetRows(out _), static v => v.CopyTo(new long[1]), static v => v.Validity.IsNull(0),
            static v => { foreach (long? _ in v) { } });
        Assert.Equal(("c", 1), (view.Name, view.Length));
    }

    [Fact]
    public void A_kept_view_of_booleans_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Boolean);
        BooleanColumnView view = new Batch(data)["c"].AsBoolean();
        Assert.False(view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Bits, static v => { foreach (bool? _ in v) { } });
    }

    [Theory]
    [InlineData(ColumnType.Decimal64)]
    [InlineData(ColumnType.Decimal128)]
    [InlineData(ColumnType.Decimal256)]
    public void A_kept_view_of_decimals_reads_other_rows(ColumnType type)
    {
        ResultBatch data = Data(type);
        DecimalColumnView view = new Batch(data)["c"].AsDecimal();
        Assert.Equal(0m, (decimal)view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Scale, static v => _ = v.Bytes, static v => _ = v.Unscaled64, static v => _ = v.Unscaled128,
            static v => { foreach (Decimal256? _ in v) { } });
        Assert.Equal(type, view.Type);
    }

    [Fact]
    public void A_kept_view_of_geohashes_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.GeoHash);
        GeoHashColumnView view = new Batch(data)["c"].AsGeoHash();
        Assert.Equal(5, view.Value(0).Bits);
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Precision, static v => _ = v.Bytes, static v => { foreach (GeoHash? _ in v) { } });
    }

    [Fact]
    public void A_kept_view_of_uuids_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Uuid);
        UuidColumnView view = new Batch(data)["c"].AsUuid();
        Assert.Equal(Guid.Empty, view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Values, static v => { foreach (Guid? _ in v) { } });
    }

    [Fact]
    public void A_kept_view_of_symbols_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Symbol);
        SymbolColumnView view = new Batch(data)["c"].AsSymbol();
        Assert.Equal("a", view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetId(0, out _),
            static v => _ = v.Ids, static v => v.Resolve(0), static v => v.ResolveUtf8(0), static v => { foreach (string? _ in v) { } });
    }

    [Fact]
    public void A_kept_view_of_texts_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Varchar);
        VarcharColumnView view = new Batch(data)["c"].AsVarchar();
        Assert.Equal("", view.Value(0));
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetUtf8(0, out _),
            static v => v.Utf8(0), static v => _ = v.Offsets, static v => _ = v.Bytes, static v => { foreach (string? _ in v) { } });
    }

    [Fact]
    public void A_kept_view_of_bytes_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.Binary);
        BinaryColumnView view = new Batch(data)["c"].AsBinary();
        Assert.Equal(0, view.Value(0).Length);
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => _ = v.Offsets, static v => _ = v.Bytes, static v => { foreach (ReadOnlySpan<byte> _ in v) { } });
    }

    [Fact]
    public void A_kept_view_of_arrays_reads_other_rows()
    {
        ResultBatch data = Data(ColumnType.DoubleArray);
        ArrayColumnView<double> view = new Batch(data)["c"].AsDoubleArray();
        ArrayView<double> array = view.Value(0);
        Assert.True(array.IsEmpty);
        data.EndViews();
        AssertEnded(view, static v => v.Value(0), static v => _ = v[0], static v => v.IsNull(0), static v => v.TryGetValue(0, out _),
            static v => { foreach (ArrayView<double> _ in v) { } });
        AssertEnded(array, static a => _ = a.Shape, static a => _ = a.Values, static a => _ = a.IsEmpty);
        Assert.Equal(1, array.Rank);
        Assert.True(default(ArrayView<double>).IsEmpty);
    }

    private static void AssertEnded<TView>(TView view, params ReadOnlySpan<Use<TView>> uses)
        where TView : allows ref struct
    {
        for (int i = 0; i < uses.Length; i++)
        {
            QuestDbException? error = null;
            try
            {
                uses[i](view);
            }
            catch (QuestDbException e)
            {
                error = e;
            }

            Assert.True(error?.Code == ErrorCode.InvalidState, $"use {i} of the kept view: {error?.Message ?? "no error"}");
            Assert.Contains("The batch has ended", error!.Message);
        }
    }

    /// <summary>A batch of one column c with one row of zeros: an empty text, an empty array, the first symbol.</summary>
    private static ResultBatch Data(ColumnType type)
    {
        var symbols = new ResultDictionary();
        symbols.Add(Encoding.UTF8.GetBytes("a"));
        var data = new ResultBatch { RowCount = 1, Dictionary = symbols.Snapshot() };
        data.Adopt([new ColumnHeader("c", type)]);
        ResultColumn column = data.Columns[0];
        // An array of one dimension whose length is 0 begins with the number of its dimensions.
        byte[] bytes = new byte[64];
        if (type == ColumnType.DoubleArray) bytes[0] = 1;
        column.Begin(bytes);
        column.ValueCount = 1;
        column.ValuesLength = type switch
        {
            ColumnType.Varchar or ColumnType.Binary => 0,
            ColumnType.DoubleArray => 5,
            _ => 32,
        };
        column.SymbolIds = [0];
        column.ArrayStarts = [0];
        column.Parameter = type == ColumnType.GeoHash ? 5 : 0;
        return data;
    }
}
