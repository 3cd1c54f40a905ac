namespace QuestDb.Soak.Schema;

/// <summary>What is known of each row: its number is its place.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class SchemaLedger
{
    private readonly Lock _gate = new();
    private readonly List<RowFate> _rows = [];
    private int _underWay;

    /// <summary>Rows that were written.</summary>
    public int Count
    {
        get { lock (_gate) return _rows.Count; }
    }

    /// <summary>Writes whose receipt has not ended.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>The numbers of new rows.</summary>
    public long Begin(int count)
    {
        Interlocked.Increment(ref _underWay);
        lock (_gate)
        {
            _rows.AddRange(Enumerable.Repeat(RowFate.UnderWay, count));
            return _rows.Count - count;
        }
    }

    /// <summary>Notes how the receipt of rows ended.</summary>
    public void End(long first, int count, RowFate fate)
    {
        lock (_gate)
        {
            for (int i = 0; i < count; i++)
            {
                if (_rows[(int)first + i] == RowFate.UnderWay) _rows[(int)first + i] = fate;
            }
        }

        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>
    /// Takes what was read from all tables while nothing was under way: a row that is accepted and in none of them is lost.
    /// </summary>
    public void Check(IReadOnlySet<long> stored)
    {
        lock (_gate)
        {
            for (int i = 0; i < _rows.Count; i++)
            {
                if (stored.Contains(i)) _rows[i] = RowFate.Accepted;
                else if (_rows[i] == RowFate.Accepted) _rows[i] = RowFate.Lost;
            }
        }
    }

    /// <summary>Notes that rows were seen in a table that goes now.</summary>
    public void Go(IEnumerable<long> numbers)
    {
        lock (_gate)
        {
            foreach (long number in numbers) _rows[(int)number] = RowFate.Gone;
        }
    }

    /// <summary>
    /// Notes rows that are not in a table, and were under way while one was dropped: the server may have stored them before, or not.
    /// </summary>
    public void Doubt(long first, long end)
    {
        lock (_gate)
        {
            for (int i = (int)first; i < end; i++)
            {
                if (_rows[i] is RowFate.Accepted or RowFate.UnderWay) _rows[i] = RowFate.InDoubt;
            }
        }
    }

    public long CountOf(RowFate fate)
    {
        lock (_gate) return _rows.Count(row => row == fate);
    }
}

/// <summary>What became of a row.</summary>
internal enum RowFate
{
    /// <summary>Its receipt has not ended.</summary>
    UnderWay,
    /// <summary>The client says that the server has it.</summary>
    Accepted,
    /// <summary>It was in a table that was dropped or truncated.</summary>
    Gone,
    /// <summary>It may have been in such a table.</summary>
    InDoubt,
    /// <summary>An error names it.</summary>
    Named,
    /// <summary>It was accepted and is nowhere.</summary>
    Lost,
}
