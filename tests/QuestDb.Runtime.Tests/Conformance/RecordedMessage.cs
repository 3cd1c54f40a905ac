using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>The rows that one recorded message carries, taken from the case's logical rows, and what its sender chose.</summary>
/// <param name="Tables">One per table block, with the columns of the block.</param>
/// <param name="MakesOurChoices">Whether an encoder that follows the README of the vectors gives the same bytes.</param>
internal sealed record RecordedMessage(byte[] Bytes, IReadOnlyList<CellTable> Tables, bool MakesOurChoices)
{
    private const byte GorillaAndDelta = 0x0C;

    public static IEnumerable<RecordedMessage> Of(IngressVector vector)
    {
        var decoder = new ReferenceIngestFrameDecoder();
        var rowsTaken = new Dictionary<string, int>();
        // What our connection has registered so far, since it never registers a text ahead of use or twice.
        var ours = new List<string>();
        bool dictionariesAgree = true;
        foreach (byte[] bytes in vector.Messages)
        {
            ReferenceIngestFrame frame = decoder.Decode(bytes);
            CellTable[] tables = [.. frame.Blocks.Select(block => RowsOf(block, vector, rowsTaken))];
            int known = ours.Count;
            Register(tables, ours);
            dictionariesAgree &= frame.DeltaStart == known && frame.DeltaEntries.SequenceEqual(ours.Skip(known));
            yield return new RecordedMessage(bytes, tables,
                dictionariesAgree && frame is { Flags: GorillaAndDelta, Blocks.Count: 1 } && ChoosesAsWeDo(frame.Blocks[0], vector));
        }
    }

    /// <summary>The next logical rows of the block's table, as far as the block's columns go.</summary>
    private static CellTable RowsOf(ReferenceIngestBlock block, IngressVector vector, Dictionary<string, int> rowsTaken)
    {
        CellTable logical = vector.Tables.Single(t => t.Table == block.Table).OnWire();
        int[] sources = [.. block.Columns.Select(c => IndexOf(logical, c.Column.Name))];
        int start = rowsTaken.GetValueOrDefault(block.Table);
        rowsTaken[block.Table] = start + block.RowCount;
        var table = new CellTable(block.Table, [.. block.Columns.Select(c => c.Column)]);
        foreach (Cell[] row in logical.Rows.Skip(start).Take(block.RowCount))
            table.Rows.Add([.. sources.Select((source, i) => table.Columns[i].Stored(row[source]))]);
        return table;
    }

    private static int IndexOf(CellTable table, string column)
    {
        for (int i = 0; i < table.Columns.Count; i++)
            if (table.Columns[i].Name.Equals(column, StringComparison.OrdinalIgnoreCase))
                return i;
        throw new ArgumentException($"Table '{table.Name}' has no column '{column}'.");
    }

    private static void Register(IEnumerable<CellTable> tables, List<string> dictionary)
    {
        foreach (CellTable table in tables)
            for (int column = 0; column < table.Columns.Count; column++)
                if (table.Columns[column].Type == ColumnType.Symbol)
                    foreach (string text in table.Rows.Select(r => r[column].Text).OfType<string>())
                        if (!dictionary.Contains(text))
                            dictionary.Add(text);
    }

    /// <summary>A bitmap, flagged 1, exactly where a nullable type has a NULL, and no timestamp encoding forced.</summary>
    private static bool ChoosesAsWeDo(ReferenceIngestBlock block, IngressVector vector)
    {
        IngressVectorTable table = vector.Tables.Single(t => t.Table == block.Table);
        return block.Columns.All(c => c.NullFlag == (!c.Column.HasNoNull && c.Cells.Any(cell => cell.IsNull) ? 1 : 0)
            && table.TimestampEncodings[IndexOf(table.Logical, c.Column.Name)] == "auto");
    }
}
