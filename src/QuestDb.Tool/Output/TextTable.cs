namespace QuestDb.Tool.Output;

/// <summary>Columns of text, each as wide as its widest cell.</summary>
/// <param name="headers">The head of each column; a name that starts with &gt; is of numbers, which stand to the right.</param>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];

    public int RowCount => _rows.Count;

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        bool[] right = [.. headers.Select(static h => h.StartsWith('>'))];
        string[] names = [.. headers.Select(static h => h.TrimStart('>'))];
        int[] widths = [.. names.Select((name, i) => _rows.Select(row => row[i].Length).Append(name.Length).Max())];
        foreach (string[] row in _rows.Prepend(names))
        {
            IEnumerable<string> cells = row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }
}
