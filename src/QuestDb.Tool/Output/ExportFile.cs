using System.Text;
using QuestDb.Decoders.Frames;

namespace QuestDb.Tool.Output;

/// <summary>What rows are exported to.</summary>
internal enum ExportFormat
{
    Csv,
    Json,
}

/// <summary>A new file with the rows of one table. CSV is RFC 4180 with NULL as nothing and an empty text as "".</summary>
internal sealed class ExportFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly JsonRow? _json;
    private readonly TableColumns _columns;

    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <param name="columns">All columns that the table has in any frame.</param>
    /// <exception cref="IOException">It exists already.</exception>
    public ExportFile(string path, ExportFormat format, TableColumns columns)
    {
        Path = path;
        _columns = columns;
        _writer = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            NewLine = "\n",
        };
        if (format == ExportFormat.Json) _json = new JsonRow();
        else _writer.WriteLine(string.Join(',', columns.Names.Select(Quote)));
    }

    public string Path { get; }

    public long RowCount { get; private set; }

    public void Write(IngestTable table)
    {
        foreach (string?[] row in _columns.Rows(table))
        {
            _writer.WriteLine(_json is null ? string.Join(',', row.Select(Quote)) : _json.Of(_columns, row));
            RowCount++;
        }
    }

    public void Dispose()
    {
        _json?.Dispose();
        _writer.Dispose();
    }

    private static string Quote(string? text) => text switch
    {
        null => "",
        "" => "\"\"",
        _ when text.AsSpan().IndexOfAny(",\"\r\n") >= 0 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => text,
    };
}
