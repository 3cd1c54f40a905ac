using QuestDb.Shared.Names;
using QuestDb.Shared.Sql;
using QuestDb.Shared.TypeMap;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

internal sealed partial class Database
{
    /// <summary>
    /// Appends all blocks or none, as one commit. Missing tables and columns are created. A NULL or absent designated
    /// timestamp takes the time of the server. Rows for a table that was dropped since the connection opened it are lost: like a server,
    /// this one finds out when it commits, does not name the table, and makes it anew only for the next message. In the same way the
    /// first rows after a change of columns are stored in the columns that the connection knows: a value for one that was dropped is
    /// lost, a value for one that was renamed is in it.
    /// </summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="open">The tables that the connection has open; null for a connection of its own.</param>
    /// <returns>Each table written and its sequencer transaction number.</returns>
    /// <exception cref="IngestException">A block was refused; no row was written.</exception>
    public IReadOnlyList<(string Table, long SeqTxn)> Commit(IReadOnlyList<IngestBlock> blocks, OpenTables? open = null)
    {
        open ??= new OpenTables();
        lock (_gate)
        {
            IngestPlan[] plans = blocks.Select(block => Plan(block, open)).ToArray();
            var written = new List<Table>();
            foreach (IngestPlan plan in plans)
            {
                plan.Apply();
                // A block without rows commits nothing.
                if (plan.RowCount > 0 && !plan.Table.IsDropped && !written.Contains(plan.Table)) written.Add(plan.Table);
            }

            foreach (Table table in written) table.SeqTxn++;
            for (int i = 0; i < plans.Length; i++)
            {
                // The table may have had another name when the connection opened it.
                if (plans[i].Table.IsDropped) open.Close(blocks[i].Table);
                else open.Find(blocks[i].Table)?.Refresh();
            }

            return written.Select(t => (t.Name, t.SeqTxn)).ToArray();
        }
    }

    private IngestPlan Plan(IngestBlock block, OpenTables open)
    {
        OpenTable known = open.Find(block.Table) ?? open.Open(block.Table, _tables.GetValueOrDefault(block.Table) ?? CreateFor(block));
        Table table = known.Table;
        if (table.IsDropped) return new IngestPlan(table, null, block.RowCount);
        if (!NameComparer.Same(table.Name, block.Table))
        {
            throw new IngestException(StatusCode.InternalError,
                $"commit error: cached query plan cannot be used because table schema has changed [table={block.Table}]");
        }

        if (!table.Wal) throw new IngestException(StatusCode.SchemaMismatch, $"cannot insert into non-WAL table: {table.Name}");
        if (table.DuplicateColumn is not null) return new IngestPlan(table, null, block.RowCount);
        // To make a column that it does not know, the connection looks at the table anew.
        if (block.Columns.Any(c => c.Name.Length > 0 && known.Find(c.Name) is null)) known.Refresh();
        var values = new Dictionary<TableColumn, ColumnVector>();
        // QuestDB acknowledges a block that names a column twice and then fails to apply it, so this server does the same. Of two
        // that are the designated timestamp, with a name and without one, the first counts.
        bool fails = false;
        foreach (IngestColumn wire in block.Columns)
        {
            if ((known.Find(wire.Name) ?? ColumnFor(wire, table)) is not { } column) continue;
            bool added = values.TryAdd(column, IngestCoercion.Convert(wire.Values, column.Type, column.Name));
            fails |= !added && column != table.Designated;
        }

        // The same where a column has the file of the log's own.
        fails |= table.Columns.Any(static column => ColumnNames.CheckFile(column.Name, column.Type.Type) is not null);
        Stamp(table, values, block.RowCount);
        return new IngestPlan(table, fails ? null : values, block.RowCount);
    }

    private Table CreateFor(IngestBlock block)
    {
        IngestColumn[] designated = block.Columns.Where(c => c.Name.Length == 0).ToArray();
        bool valid = NameRules.TableProblem(block.Table) is null && designated.Length <= 1
            && block.Columns.All(c => c.Name.Length == 0 || NameRules.ColumnProblem(c.Name) is null);
        if (!valid) throw new IngestException(StatusCode.InternalError, $"failed to create table update details for: {block.Table}");
        var table = new Table(block.Table) { PartitionBy = PartitionUnit.Day, Wal = true, DuplicateColumn = Duplicate(block) };
        ColumnType type = designated.FirstOrDefault()?.Values.Type ?? ColumnType.Timestamp;
        foreach (IngestColumn column in block.Columns)
        {
            if (column.Name.Length > 0) AddColumn(column, table);
        }

        table.AddColumn(ColumnNames.DefaultDesignated, new SqlType(type));
        table.DesignatedTimestamp = table.Columns.Count - 1;
        _tables.Add(table.Name, table);
        return table;
    }

    /// <summary>A name that a table would have twice, made for a block; its designated timestamp has a name of the server's.</summary>
    private static string? Duplicate(IngestBlock block)
    {
        var names = new HashSet<string>(NameComparer.Instance) { ColumnNames.DefaultDesignated };
        return block.Columns.Select(static c => c.Name).FirstOrDefault(name => name.Length > 0 && !names.Add(name));
    }

    private static TableColumn? ColumnFor(IngestColumn wire, Table table)
    {
        if (wire.Name.Length == 0)
        {
            return table.Designated
                ?? throw new IngestException(StatusCode.SchemaMismatch, $"table has no designated timestamp: {table.Name}");
        }

        int index = table.IndexOf(wire.Name);
        if (index >= 0) return table.Columns[index];
        if (NameRules.ColumnProblem(wire.Name) is not null)
        {
            throw new IngestException(StatusCode.InternalError, $"invalid column name: {wire.Name} [table={table.Name}]");
        }

        TableColumn? added = AddColumn(wire, table);
        // A new column is a transaction of its own.
        if (added is not null) table.SeqTxn++;
        return added;
    }

    private static TableColumn? AddColumn(IngestColumn wire, Table table)
    {
        ColumnVector values = wire.Values;
        if (values.Type == ColumnType.LongArray)
            throw new IngestException(StatusCode.SchemaMismatch, $"long arrays are not supported, only double arrays [column={wire.Name}]");
        if (table.IndexOf(wire.Name) is >= 0 and int present) return table.Columns[present];
        ColumnTypeFacts facts = ColumnTypes.Of(values.Type);
        int precision = facts.Layout switch
        {
            ColumnLayout.Decimal => facts.Digits,
            ColumnLayout.Array => IngestCoercion.Dimensions(values, wire.Name),
            _ => values.Precision,
        };
        // The dimensions of an array column that holds only NULL are unknown, so it isn't created.
        if (values.Type == ColumnType.DoubleArray && precision == 0) return null;
        return table.AddColumn(wire.Name, new SqlType(values.Type, precision, values.Scale));
    }

    private static void Stamp(Table table, Dictionary<TableColumn, ColumnVector> values, int rowCount)
    {
        if (table.Designated is not { } designated) return;
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        if (designated.Type.Type == ColumnType.TimestampNanos) now *= 1_000;
        var stamped = new long[rowCount];
        Array.Fill(stamped, now);
        if (values.TryGetValue(designated, out ColumnVector? given))
        {
            ReadOnlySpan<long> times = ((FixedVector<long>)given).Values;
            if (times.IndexOf(Nulls.Long) < 0) stamped = [];
            for (int i = 0; i < stamped.Length; i++) stamped[i] = times[i] == Nulls.Long ? now : times[i];
        }

        if (stamped.Length > 0) values[designated] = FixedVector<long>.Wrap(designated.Type.Type, stamped);
        if (values.TryGetValue(designated, out ColumnVector? final)
            && DesignatedTimestamps.Problem((FixedVector<long>)final) is { } problem)
            throw new IngestException(StatusCode.WriteError, $"{problem} [table={table.Name}, column={designated.Name}]");
    }

    /// <summary>What one block appends; null values mean that applying it fails and suspends the table.</summary>
    private sealed record IngestPlan(Table Table, Dictionary<TableColumn, ColumnVector>? Values, int RowCount)
    {
        public void Apply()
        {
            if (Table.IsDropped) return;
            if (Values is null) Table.IsSuspended = true;
            if (!Table.IsSuspended) Table.Append(Table.Columns.Select(c => Values!.GetValueOrDefault(c)).ToArray(), RowCount);
        }
    }
}
