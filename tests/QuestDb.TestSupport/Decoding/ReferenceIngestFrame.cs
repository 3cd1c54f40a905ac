namespace QuestDb.TestSupport;

/// <summary>One decoded ingest frame.</summary>
/// <param name="DeltaStart">First id of the delta dictionary section.</param>
/// <param name="DeltaEntries">The symbols listed there.</param>
public sealed record ReferenceIngestFrame(
    byte Flags, int DeltaStart, IReadOnlyList<string> DeltaEntries, IReadOnlyList<ReferenceIngestBlock> Blocks)
{
    /// <summary>Rows are appended and not yet committed.</summary>
    public bool DefersCommit => (Flags & 0x01) != 0;
}

/// <summary>One table block of an ingest frame.</summary>
public sealed record ReferenceIngestBlock(string Table, int RowCount, IReadOnlyList<DecodedColumn> Columns)
{
    public CellTable ToTable() => Columns.ToTable(Table, RowCount);

    /// <summary>
    /// The rows under other columns: in their order, NULL for those the block does not carry, as a vector lists the rows
    /// of several messages. A column of the block that is not among them is an error.
    /// </summary>
    public CellTable ToTable(IReadOnlyList<CellColumn> columns)
    {
        DecodedColumn?[] sources = [.. columns.Select(c => Columns.FirstOrDefault(d => IsSame(d.Column, c)))];
        if (Columns.FirstOrDefault(d => !columns.Any(c => IsSame(d.Column, c))) is { } surplus)
            throw new ArgumentException($"Table '{Table}' has the column {surplus.Column}, which is not expected.");
        var table = new CellTable(Table, columns);
        for (int row = 0; row < RowCount; row++)
            table.Rows.Add([.. sources.Select(s => s?.Cells[row] ?? Cell.Null)]);
        return table;
    }

    /// <summary>Column names are equal without regard to case, as QuestDB compares them.</summary>
    private static bool IsSame(CellColumn a, CellColumn b) =>
        a.Name.Equals(b.Name, StringComparison.OrdinalIgnoreCase) && a == b with { Name = a.Name };
}
