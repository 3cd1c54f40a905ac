using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>Translates the ids of one result column into those of the connection's dictionary, for the time of one query.</summary>
internal sealed class SymbolColumnMap(SymbolVector vector)
{
    private readonly int[] _connectionIds = Unassigned(vector.Dictionary.Count);
    private readonly int[] _plannedIn = Unassigned(vector.Dictionary.Count);
    private int[] _assigned = [];
    private int _assignedCount;

    /// <summary>The ids of the rows last assigned, -1 for NULL.</summary>
    public ReadOnlySpan<int> AssignedIds => _assigned.AsSpan(0, _assignedCount);

    /// <summary>Bytes that a row adds to the batch being planned, its dictionary entry included if it is new.</summary>
    public int PlanBytes(int row, int batch)
    {
        int id = vector.Ids[row];
        if (id < 0) return 0;
        if (_connectionIds[id] >= 0) return RowSize.VarintBytes((uint)_connectionIds[id]);
        if (_plannedIn[id] == batch) return sizeof(int);
        _plannedIn[id] = batch;
        return vector.Dictionary.Utf8(id).Length + 2 * sizeof(int);
    }

    /// <summary>Looks up the ids of a range of rows; new texts enter the connection's dictionary in order of appearance.</summary>
    public void AssignIds(ResultSymbols symbols, int start, int count)
    {
        if (_assigned.Length < count) _assigned = new int[count];
        _assignedCount = count;
        ReadOnlySpan<int> ids = vector.Ids.Slice(start, count);
        for (int row = 0; row < count; row++)
        {
            int id = ids[row];
            if (id >= 0 && _connectionIds[id] < 0) _connectionIds[id] = symbols.IdOf(vector.Dictionary, id);
            _assigned[row] = id < 0 ? -1 : _connectionIds[id];
        }
    }

    private static int[] Unassigned(int count)
    {
        var ids = new int[count];
        Array.Fill(ids, -1);
        return ids;
    }
}
