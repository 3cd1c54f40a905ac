namespace QuestDb.TestSupport;

/// <summary>Columns and rows of cells, from a vector or decoded from frames.</summary>
public sealed class CellTable(string name, IReadOnlyList<CellColumn> columns)
{
    public string Name { get; } = name;

    public IReadOnlyList<CellColumn> Columns { get; } = columns;

    public List<Cell[]> Rows { get; } = [];

    /// <summary>The rows of several tables of one shape, one after the other.</summary>
    public static CellTable Concat(IReadOnlyList<CellTable> parts)
    {
        if (parts.Count == 0)
            throw new ArgumentException("There is no table.", nameof(parts));
        var all = new CellTable(parts[0].Name, parts[0].Columns);
        foreach (CellTable part in parts)
            all.Rows.AddRange(part.Rows);
        return all;
    }

    /// <summary>A copy in which NULL is false or 0 in the columns whose type has no NULL.</summary>
    public CellTable AsStored()
    {
        var stored = new CellTable(Name, Columns);
        foreach (Cell[] row in Rows)
            stored.Rows.Add([.. row.Select((cell, i) => Columns[i].Stored(cell))]);
        return stored;
    }

    /// <summary>A copy under another name.</summary>
    public CellTable Named(string name)
    {
        var named = new CellTable(name, Columns);
        named.Rows.AddRange(Rows);
        return named;
    }

    /// <summary>A copy with the columns in the order of another table, by name; columns that it lacks must be NULL throughout.</summary>
    public CellTable InColumnsOf(CellTable other)
    {
        List<CellColumn> columns = [.. Columns];
        int[] sources = [.. other.Columns.Select(o => columns.FindIndex(c => c.Name.Equals(o.Name, StringComparison.OrdinalIgnoreCase)))];
        if (Array.IndexOf(sources, -1) is >= 0 and var surplus)
        {
            throw new CellMismatchException($"There should be no column {other.Columns[surplus]}.");
        }

        for (int i = 0; i < columns.Count; i++)
            if (!sources.Contains(i) && Rows.Exists(row => !row[i].IsNull))
                throw new CellMismatchException($"The column {columns[i]} is missing.");
        var ordered = new CellTable(Name, [.. sources.Select(source => columns[source])]);
        foreach (Cell[] row in Rows)
            ordered.Rows.Add([.. sources.Select(source => row[source])]);
        return ordered;
    }

    /// <summary>Fails with the first difference of columns, row count, or cells.</summary>
    public void AssertEquals(CellTable actual)
    {
        if (FirstDifference(actual) is { } difference)
            throw new CellMismatchException(difference);
    }

    /// <summary>The first difference in words, or null when the tables hold the same.</summary>
    public string? FirstDifference(CellTable actual)
    {
        if (!Columns.SequenceEqual(actual.Columns))
            return $"Columns differ.\nexpected: {string.Join(", ", Columns)}\nactual:   {string.Join(", ", actual.Columns)}";
        for (int row = 0; row < Math.Min(Rows.Count, actual.Rows.Count); row++)
            for (int column = 0; column < Columns.Count; column++)
                if (Rows[row][column] != actual.Rows[row][column])
                    return $"Row {row}, column '{Columns[column]}' differs.\n"
                        + $"expected: {Rows[row][column]}\nactual:   {actual.Rows[row][column]}\n"
                        + $"expected row: {RowText(Rows[row])}\nactual row:   {RowText(actual.Rows[row])}";
        return Rows.Count == actual.Rows.Count ? null : $"Row count differs: expected {Rows.Count}, actual {actual.Rows.Count}.";
    }

    private static string RowText(Cell[] row) => string.Join(" | ", row.Take(20));
}

/// <summary>Two tables that should hold the same cells do not.</summary>
public sealed class CellMismatchException(string message) : Exception(message);
