using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// Every recorded ingest connection, refused and odd ones included, played to the in-process server: the answers are the recorded
/// ones in kind, status and sequence, and the tables hold afterwards what they held then.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class IngressReplayTests(ITestOutputHelper output)
{
    private const byte DictionaryGap = 0x0D;

    public static TheoryData<string> Cases => [.. IngressVector.Names];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task A_recorded_connection_gets_the_recorded_answers_and_rows(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        foreach (string ddl in recorded.Stored.Select(t => t.Ddl).OfType<string>().Distinct())
            await query.ExecuteAsync(ddl);
        if (GapOf(recorded) is { } gap)
        {
            output.WriteLine("A gap in the dictionary is refused, as newer servers do; the recorded one stored NULL.");
            byte[] refused = await IngressPlayer.PlayToErrorAsync(recorded, server.Port);
            Assert.Equal((DictionaryGap, gap), (refused[0], BitConverter.ToInt64(refused, 1)));
            return;
        }

        await IngressPlayer.PlayAsync(recorded, server.Port);
        foreach (StoredTable table in recorded.Stored)
            if (table.Readback is { } readback)
                await ExpectRowsAsync(query, table, readback, StampsRows(recorded));
    }

    private static async Task ExpectRowsAsync(ReferenceQueryConnection query, StoredTable table, CellTable readback, bool stamped)
    {
        // A DECIMAL below 19 digits has no type on the wire.
        string columns = string.Join(", ", readback.Columns.Select((c, i) =>
            c.Type == ColumnType.None ? $"cast(\"{c.Name}\" as decimal(18,{c.Scale})) \"{c.Name}\"" : $"\"{table.ColumnNames[i]}\""));
        IReadOnlyList<ReferenceServerFrame> frames = await query.RunAsync(
            ClientMessages.Query(1, $"SELECT {columns} FROM \"{table.Name}\""));
        if (frames[^1] is QueryErrorFrame && readback.Rows.Count == 0)
            return;
        Assert.True(frames[^1] is ResultEndFrame, frames[^1].ToString());
        CellTable actual = CellTable.Concat([.. frames.OfType<ResultBatchFrame>().Select(b => b.ToTable())]);
        var expected = new CellTable("",
            [.. readback.Columns.Select(c => c.Type == ColumnType.None ? c with { Type = ColumnType.Decimal64 } : c)]);
        expected.Rows.AddRange(readback.AsStored().Rows);
        if (stamped)
            (expected, actual) = (WithoutTimes(expected), WithoutTimes(actual));
        expected.AssertEquals(actual);
    }

    /// <summary>Times that the server gives are those of its clock.</summary>
    private static CellTable WithoutTimes(CellTable table)
    {
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count)
            .Where(i => table.Columns[i].Type is not (ColumnType.Timestamp or ColumnType.TimestampNanos))];
        var rest = new CellTable("", [.. kept.Select(i => table.Columns[i])]);
        rest.Rows.AddRange(table.Rows.Select(r => kept.Select(i => r[i]).ToArray()));
        return rest;
    }

    /// <summary>Whether a row comes without a designated timestamp.</summary>
    private static bool StampsRows(IngressVector recorded)
    {
        var decoder = new ReferenceIngestFrameDecoder();
        try
        {
            return recorded.Messages.SelectMany(m => decoder.Decode(m).Blocks)
                .Any(b => b.Columns.SingleOrDefault(c => c.Column.Name.Length == 0) is not { } designated
                    || designated.Cells.Any(c => c.IsNull));
        }
        catch (WireFormatException)
        {
            return false;
        }
    }

    /// <summary>The message whose delta section leaves a gap; null where none does.</summary>
    private static long? GapOf(IngressVector recorded)
    {
        var decoder = new ReferenceIngestFrameDecoder();
        for (int i = 0; i < recorded.Messages.Count; i++)
        {
            try
            {
                decoder.Decode(recorded.Messages[i]);
            }
            catch (WireFormatException e)
            {
                return recorded.Error is null && e.Message.Contains("the delta dictionary starts at", StringComparison.Ordinal) ? i : null;
            }
        }

        return null;
    }
}
