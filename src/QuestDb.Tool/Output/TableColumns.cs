using QuestDb.Decoders.Batches;
using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;

namespace QuestDb.Tool.Output;

/// <summary>The columns of a table over several frames: those of the first, then what later ones add.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _ordinals = new(NameComparer.Instance);

    public List<string> Names { get; } = [];

    public List<ColumnType> Types { get; } = [];

    /// <summary>
    /// Takes the columns of a block and returns its rows, each as wide as the table is by now; null for NULL
    /// and for what a block lacks.
    /// </summary>
    public IEnumerable<string?[]> Rows(IngestTable table)
    {
        var ordinals = new int[table.Batch.Columns.Length];
        for (int i = 0; i < ordinals.Length; i++) ordinals[i] = OrdinalOf(table.Batch.Columns[i]);
        return Read(table, ordinals);
    }

    private static string?[][] Cells(IngestTable table)
    {
        var batch = new Batch(table.Batch);
        var columns = new string?[batch.ColumnCount][];
        for (int i = 0; i < columns.Length; i++) columns[i] = CellTexts.Of(batch[i], hasBitmap: table.Batch.Columns[i].BitmapOffset >= 0);
        return columns;
    }

    private IEnumerable<string?[]> Read(IngestTable table, int[] ordinals)
    {
        string?[][] columns = Cells(table);
        for (int row = 0; row < table.Batch.RowCount; row++)
        {
            var cells = new string?[Names.Count];
            for (int i = 0; i < columns.Length; i++) cells[ordinals[i]] = columns[i][row];
            yield return cells;
        }
    }

    private int OrdinalOf(ResultColumn column)
    {
        if (_ordinals.TryGetValue(column.Name, out int ordinal)) return ordinal;
        _ordinals.Add(column.Name, Names.Count);
        Names.Add(column.Name);
        Types.Add(column.Type);
        return Names.Count - 1;
    }
}
