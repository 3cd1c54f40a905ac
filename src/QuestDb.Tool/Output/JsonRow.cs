using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuestDb.Tool.Output;

/// <summary>Rows as JSON, one object a line. Numbers are JSON numbers with every digit; infinities are texts; NULL is null.</summary>
internal sealed class JsonRow : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public JsonRow() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The values alone.</summary>
    public string Of(TableColumns table, string?[] cells) => Line(() => Write(table, cells));

    /// <summary>The values under where they come from.</summary>
    public string Of(string name, long fsn, TableColumns table, string?[] cells) => Line(() =>
    {
        _json.WriteStartObject();
        _json.WriteString("table", name);
        if (fsn < 0) _json.WriteNull("fsn");
        else _json.WriteNumber("fsn", fsn);
        _json.WritePropertyName("row");
        Write(table, cells);
        _json.WriteEndObject();
    });

    public void Dispose() => _json.Dispose();

    private void Write(TableColumns table, string?[] cells)
    {
        _json.WriteStartObject();
        for (int i = 0; i < cells.Length; i++)
        {
            _json.WritePropertyName(table.Names[i]);
            if (cells[i] is not { } text)
            {
                _json.WriteNullValue();
            }
            else if (CellTexts.IsLiteral(table.Types[i]) && !text.EndsWith("Infinity", StringComparison.Ordinal))
            {
                _json.WriteRawValue(text, skipInputValidation: true);
            }
            else
            {
                _json.WriteStringValue(text);
            }
        }

        _json.WriteEndObject();
    }

    private string Line(Action write)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        write();
        _json.Flush();
        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }
}
