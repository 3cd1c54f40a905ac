using QuestDb.Encoders;
using QuestDb.Store.Segments;

namespace QuestDb.Ingest.Senders;

/// <summary>
/// The sets of tables that a sender writes together, one instance each, so that frames and receipts name their tables without allocating.
/// </summary>
/// <remarks>Used under the sender's lock.</remarks>
internal sealed class TableSets
{
    /// <summary>Sets that are kept; a sender that writes ever other ones would fill the memory.</summary>
    private const int MaxSeveral = 16;

    private readonly Dictionary<string, FrameTables> _single = new(StringComparer.Ordinal);
    private readonly List<FrameTables> _several = [];

    /// <summary>A set of one table.</summary>
    public FrameTables Of(string table)
    {
        if (!_single.TryGetValue(table, out FrameTables? tables)) _single.Add(table, tables = new FrameTables([table]));
        return tables;
    }

    /// <summary>The tables of sources that have rows.</summary>
    public FrameTables Of(ReadOnlySpan<IRowSource> sources)
    {
        if (sources.Length == 1) return Of(sources[0].Schema.TableName);
        foreach (FrameTables known in _several)
        {
            if (IsOf(known, sources)) return known;
        }

        string[] names = new string[sources.Length];
        for (int i = 0; i < names.Length; i++) names[i] = sources[i].Schema.TableName;
        var tables = new FrameTables(names);
        if (_several.Count < MaxSeveral) _several.Add(tables);
        return tables;
    }

    private static bool IsOf(FrameTables known, ReadOnlySpan<IRowSource> sources)
    {
        if (known.Names.Length != sources.Length) return false;
        for (int i = 0; i < sources.Length; i++)
        {
            if (known.Names[i] != sources[i].Schema.TableName) return false;
        }

        return true;
    }
}
