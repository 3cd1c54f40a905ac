namespace QuestDb.TestSupport;

/// <summary>The cells of one column of a block and the choices that its encoder made.</summary>
/// <param name="Column">Name, type, precision and scale.</param>
/// <param name="Cells">One cell per row.</param>
/// <param name="NullFlag">The null flag byte: 0 means every row has a value, or a sentinel.</param>
/// <param name="TimestampEncoding">The encoding byte of a timestamp column (0 plain, 1 Gorilla), or null where there is none.</param>
public sealed record DecodedColumn(CellColumn Column, Cell[] Cells, byte NullFlag, byte? TimestampEncoding);

internal static class DecodedColumns
{
    public static CellTable ToTable(this IReadOnlyList<DecodedColumn> columns, string name, int rowCount)
    {
        var table = new CellTable(name, [.. columns.Select(c => c.Column)]);
        for (int row = 0; row < rowCount; row++)
            table.Rows.Add([.. columns.Select(c => c.Cells[row])]);
        return table;
    }
}
