using System.Text;

namespace QuestDb.Testing.Tables;

/// <summary>
/// The distinct texts of a SYMBOL column, by id from 0. Only grows. One thread adds at a time; entries that a reader knows the id of may be
/// read meanwhile.
/// </summary>
internal sealed class SymbolDictionary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private string[] _texts = new string[16];
    private byte[][] _utf8 = new byte[16][];

    public int Count { get; private set; }

    public string Text(int id) => Volatile.Read(ref _texts)[id];

    public ReadOnlyMemory<byte> Utf8(int id) => Volatile.Read(ref _utf8)[id];

    /// <summary>The id of a text, added if absent. For the writing thread.</summary>
    public int IdOf(string text)
    {
        if (_ids.TryGetValue(text, out int id)) return id;
        id = Count;
        if (id == _texts.Length)
        {
            string[] texts = _texts;
            byte[][] utf8 = _utf8;
            Array.Resize(ref texts, id * 2);
            Array.Resize(ref utf8, id * 2);
            Volatile.Write(ref _texts, texts);
            Volatile.Write(ref _utf8, utf8);
        }

        _texts[id] = text;
        _utf8[id] = Encoding.UTF8.GetBytes(text);
        _ids.Add(text, id);
        Count = id + 1;
        return id;
    }

    /// <summary>The id of a UTF-8 text, added if absent. For the writing thread.</summary>
    public int IdOf(ReadOnlySpan<byte> utf8) => IdOf(Encoding.UTF8.GetString(utf8));
}
