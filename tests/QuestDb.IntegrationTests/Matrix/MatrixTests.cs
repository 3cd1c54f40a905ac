namespace QuestDb.IntegrationTests.Matrix;

/// <summary>
/// One column type, written by each writer with no NULL, some and nothing else, in the row counts where bitmaps, blocks, frames
/// and batches end, and read back through records and through the views of batches.
/// </summary>
[Trait("Category", "Integration")]
public abstract class MatrixTests<TCell>(MatrixTables<TCell> tables, MatrixType<TCell> type) : IClassFixture<MatrixTables<TCell>>
{
    /// <summary>Above it a run is read once: through records when records wrote it, else through views.</summary>
    private const int ReadTwice = 1_000;

    [Theory, MatrixData]
    public async Task Rows_read_back_as_they_were_written(Writer writer, NullRows nulls, int rows)
    {
        await tables.WrittenAsync(type, writer);
        MatrixRun run = MatrixRun.Of(nulls, rows);
        TCell[] written = tables.Cells(type, run);
        string subject = $"{type.Name} by {writer}, NULL in {nulls}, {rows} rows";

        if (rows <= ReadTwice || writer == Writer.Typed)
        {
            (RowKey Key, TCell Cell)[] read = await type.Typed.ReadAsync(tables.Client, type.TableOf(writer), run);
            Compare(subject + ", read as records", run, written, read);
        }

        if (rows <= ReadTwice || writer != Writer.Typed)
        {
            (RowKey Key, TCell Cell)[] read = await ViewReading.ReadAsync(type, tables.Client, type.TableOf(writer), run);
            Compare(subject + ", read through views", run, written, read);
        }
    }

    [Theory]
    [InlineData(NullRows.None)]
    [InlineData(NullRows.Some)]
    [InlineData(NullRows.All)]
    public async Task Rows_read_back_from_quarantine_as_they_were_written(NullRows nulls)
    {
        MatrixRun run = MatrixRun.Of(nulls, 1_000);
        TCell[] written = tables.Cells(type, run);
        Compare($"{type.Name} in quarantine, NULL in {nulls}", run, written, await type.Typed.ThroughQuarantineAsync(run, written));
    }

    private void Compare(string subject, MatrixRun run, TCell[] written, (RowKey Key, TCell Cell)[] read)
    {
        Assert.True(written.Length == read.Length, $"{subject}: {read.Length} rows were read.");
        for (int row = 0; row < written.Length; row++)
        {
            (RowKey key, TCell cell) = read[row];
            Assert.True(key == new RowKey(run.Number, row, run.TimeOf(row)), $"{subject}: row {row} reads {key}.");
            TCell expected = written[row] is null ? type.NullReadsAs! : written[row];
            Assert.True(type.AreEqual(expected, cell), $"{subject}: row {row} reads {Cells.Text(cell)}, not {Cells.Text(expected)}.");
        }
    }
}

/// <summary>Every writer with every run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MatrixDataAttribute : Xunit.Sdk.DataAttribute
{
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
        from writer in Enum.GetValues<Writer>()
        from run in MatrixRun.All
        select new object[] { writer, run.Nulls, run.Rows };
}
