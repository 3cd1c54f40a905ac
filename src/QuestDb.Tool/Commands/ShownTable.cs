using QuestDb.Decoders.Frames;
using QuestDb.Tool.Output;

namespace QuestDb.Tool.Commands;

/// <summary>The rows of one table that <c>sf show</c> shows, the first ones as text.</summary>
internal sealed class ShownTable(string name, long limit)
{
    private readonly TableColumns _columns = new();
    private readonly List<(long Fsn, string?[] Cells)> _rows = [];
    private long _rowCount;
    private int _frameCount;
    private long _firstFsn = -1;
    private long _highestFsn = -1;
    private long _lastFsn;

    public void Add(long fsn, IngestTable table)
    {
        if (_frameCount == 0 || _lastFsn != fsn) _frameCount++;
        _lastFsn = fsn;
        if (fsn >= 0) (_firstFsn, _highestFsn) = (_firstFsn < 0 ? fsn : Math.Min(_firstFsn, fsn), Math.Max(_highestFsn, fsn));
        _rowCount += table.Batch.RowCount;
        if (_rows.Count >= limit) return;
        foreach (string?[] row in _columns.Rows(table).Take((int)Math.Min(limit - _rows.Count, int.MaxValue))) _rows.Add((fsn, row));
    }

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(
            $"{name}: {Texts.Count(_rowCount, "row")} in {Texts.Count(_frameCount, "frame")}, "
            + $"FSN {Texts.Fsn(_firstFsn)}..{Texts.Fsn(_highestFsn)}");
        var table = new TextTable([">FSN", .. _columns.Names.Select((column, i) => (IsNumber(_columns.Types[i]) ? ">" : "") + column)]);
        foreach ((long fsn, string?[] cells) in _rows)
        {
            table.Add([Texts.Fsn(fsn),
                .. Enumerable.Range(0, _columns.Names.Count).Select(i => i < cells.Length ? OnOneLine(cells[i]) : "")]);
        }

        table.Write(output);
        if (_rows.Count < _rowCount) output.WriteLine($"… and {Texts.Count(_rowCount - _rows.Count, "row")} more (--limit 0 shows all).");
    }

    private static bool IsNumber(ColumnType type) => type is ColumnType.Byte or ColumnType.Short or ColumnType.Int or ColumnType.Long
        or ColumnType.Float or ColumnType.Double or ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256;

    /// <summary>NULL is empty; characters that would move the cursor are written as C# writes them.</summary>
    private static string OnOneLine(string? text) => text is null
        ? ""
        : string.Concat(text.Select(static c =>
            char.IsControl(c) ? c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => $"\\u{(int)c:x4}" } : c.ToString()));
}
