namespace QuestDb.TestSupport;

/// <summary>The delta dictionary section: where it starts and what it lists.</summary>
internal readonly record struct ReferenceSymbolDelta(int Start, IReadOnlyList<string> Entries)
{
    /// <summary>
    /// Reads the section and adds what is new to the connection's dictionary. Other text for a known id is an error, if it does not replace
    /// the one before, as servers have it.
    /// </summary>
    public static ReferenceSymbolDelta Read(ref ReferenceWireReader reader, List<string> dictionary, bool replaces = false)
    {
        int start = reader.Count("delta dictionary start", int.MaxValue);
        int count = reader.Count("delta dictionary count", reader.Remaining);
        if (start > dictionary.Count)
            throw reader.Error($"the delta dictionary starts at {start} and {dictionary.Count} entries are known");
        var entries = new string[count];
        for (int i = 0; i < count; i++)
        {
            entries[i] = reader.VarintText("symbol");
            int id = start + i;
            if (id == dictionary.Count)
                dictionary.Add(entries[i]);
            else if (replaces)
                dictionary[id] = entries[i];
            else if (dictionary[id] != entries[i])
                throw reader.Error($"symbol id {id} is '{dictionary[id]}' and is sent again as '{entries[i]}'");
        }

        return new ReferenceSymbolDelta(start, entries);
    }
}
