using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// What a rejection is about. A server rejects a whole frame, and names the table and the column only in its text, as in
/// <c>[table=trades, column=price]</c>; so they are names of the frame that stand in the text.
/// </summary>
/// <param name="Tables">The tables of the frame; none when it can't be read.</param>
/// <param name="Table">The table, or null when there are several and the text does not tell which.</param>
/// <param name="Column">The column, or null when the text names none of the frame.</param>
internal sealed record RejectedSubject(IReadOnlyList<string> Tables, string? Table, string? Column)
{
    private const int MaxShown = 3;

    /// <summary>What stands between the word "table" or "column" and the name.</summary>
    private const string Marks = "=:'\"`[";

    public static RejectedSubject Unknown { get; } = new([], null, null);

    /// <summary>Reads the names of a self-sufficient frame and finds those that the server's text is about.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ProtocolError"/>: the frame is malformed.</exception>
    public static RejectedSubject Of(byte[] frame, string serverMessage)
    {
        // The designated timestamp has no name on the wire.
        List<IngestTable> blocks = new IngestFrameReader().Read(frame, designatedName: "");
        string[] tables = [.. blocks.Select(static block => block.Name).Distinct(NameComparer.Instance)];
        string? table = tables.Length == 1 ? tables[0]
            : Named(serverMessage, "table", tables)
            ?? tables.FirstOrDefault(name => serverMessage.EndsWith(": " + name, StringComparison.OrdinalIgnoreCase));
        IngestTable[] concerned =
            [.. blocks.Where(block => table is null || NameComparer.Same(block.Name, table))];
        string? column = Named(serverMessage, "column", concerned.SelectMany(NamesOf));
        if (table is null && column is not null)
        {
            string[] owners =
                [.. concerned.Where(block => NamesOf(block).Contains(column, NameComparer.Instance))
                    .Select(static block => block.Name).Distinct(NameComparer.Instance)];
            if (owners.Length == 1) table = owners[0];
        }

        return new RejectedSubject(tables, table, column);
    }

    /// <summary>The tables behind the number of a frame in a message; empty when they are not known.</summary>
    public override string ToString() => Tables.Count switch
    {
        0 => "",
        1 => $" (table {Tables[0]})",
        <= MaxShown => $" (tables {string.Join(", ", Tables)})",
        _ => $" (tables {string.Join(", ", Tables.Take(MaxShown))} and {Tables.Count - MaxShown} more)",
    };

    private static IEnumerable<string> NamesOf(IngestTable block) =>
        block.Batch.Columns.Select(static column => column.Name).Where(static name => name.Length > 0);

    /// <summary>The longest of some names that stands in a text behind a word and a mark, or null.</summary>
    private static string? Named(string text, string word, IEnumerable<string> names)
    {
        for (int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(word, at + word.Length, StringComparison.OrdinalIgnoreCase))
        {
            string rest = text[(at + word.Length)..].TrimStart(' ');
            if (rest.Length == 0 || !Marks.Contains(rest[0])) continue;
            rest = rest.TrimStart([' ', .. Marks]);
            string? found = names.Where(name => BeginsWith(rest, name)).MaxBy(static name => name.Length);
            if (found is not null) return found;
        }

        return null;
    }

    private static bool BeginsWith(string text, string name) => text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (text.Length == name.Length || !(char.IsLetterOrDigit(text[name.Length]) || text[name.Length] == '_'));
}
