using QuestDb.Shared.Names;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

internal sealed partial class Database
{
    private static readonly ExecResult Altered = new(OperationType.Alter, 0);

    private ExecResult CreateTable(CreateTableSyntax syntax)
    {
        var created = new ExecResult(OperationType.CreateTable, 0);
        if (Exists(syntax)) return created;
        _tables.Add(syntax.Table.Name, NewTable(syntax, syntax.Columns));
        return created;
    }

    private ExecResult CreateTableAs(
        CreateTableSyntax syntax, QuerySyntax query, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
    {
        if (Exists(syntax)) return new ExecResult(OperationType.CreateTable, 0);
        RowsResult rows = Query(query, binds, cancellationToken);
        ColumnDefinitionSyntax[] columns = rows.Columns
            .Select(c => new ColumnDefinitionSyntax(
                c.Name, syntax.Table.Position, new SqlType(c.Values.Type, c.Values.Precision, c.Values.Scale))).ToArray();
        Table table = NewTable(syntax, columns);
        if (table.Designated is not null) CheckDesignated(rows.Columns[table.DesignatedTimestamp].Values);
        table.Append(rows.Columns.Select(c => c.Values).ToArray(), rows.RowCount);
        _tables.Add(table.Name, table);
        return new ExecResult(OperationType.CreateTableAs, 0);
    }

    private bool Exists(CreateTableSyntax syntax)
    {
        if (!_tables.ContainsKey(syntax.Table.Name)) return false;
        return syntax.IfNotExists ? true : throw Refused(syntax.Table, "table already exists");
    }

    private static Table NewTable(CreateTableSyntax syntax, IReadOnlyList<ColumnDefinitionSyntax> columns)
    {
        if (NameRules.TableProblem(syntax.Table.Name) is not null) throw Refused(syntax.Table, $"invalid table name [{syntax.Table.Name}]");
        bool partitioned = syntax.PartitionBy != PartitionUnit.None;
        if (partitioned && syntax.DesignatedTimestamp is null)
        {
            throw Refused(syntax.Table, "partitioning is possible only on tables with designated timestamps");
        }

        if (!partitioned && syntax.Wal == true) throw Refused(syntax.Table, "WAL Write Mode can only be used on partitioned tables");
        bool wal = syntax.Wal ?? partitioned;
        if (syntax.DedupKeys.Count > 0 && !wal) throw Refused(syntax.DedupKeys[0], "deduplication is possible only on WAL tables");
        var table = new Table(syntax.Table.Name) { PartitionBy = syntax.PartitionBy, Ttl = syntax.Ttl, Wal = wal };
        foreach (ColumnDefinitionSyntax column in columns) AddColumn(table, column);
        SetDesignated(table, syntax);
        SetDedupKeys(table, syntax.DedupKeys);
        return table;
    }

    private static void AddColumn(Table table, ColumnDefinitionSyntax column)
    {
        var name = new TableNameSyntax(column.Name, column.Position);
        if (NameRules.ColumnProblem(column.Name) is not null) throw Refused(name, $"invalid column name [{column.Name}]");
        if (table.IndexOf(column.Name) >= 0) throw Refused(name, $"Duplicate column [name={column.Name}]");
        if (column.Type.Type == ColumnType.LongArray) throw Refused(name, "array of LONG can't be stored; the element type must be DOUBLE");
        table.AddColumn(column.Name, column.Type);
    }

    private static void SetDesignated(Table table, CreateTableSyntax syntax)
    {
        if (syntax.DesignatedTimestamp is not { } designated) return;
        int index = ColumnIndex(table, designated);
        if (table.Columns[index].Type.Type is not (ColumnType.Timestamp or ColumnType.TimestampNanos))
            throw Refused(designated, $"TIMESTAMP column expected [actual={table.Columns[index].Type}, columnName={designated.Name}]");
        table.DesignatedTimestamp = index;
    }

    private static void SetDedupKeys(Table table, IReadOnlyList<TableNameSyntax> keys)
    {
        foreach (TableNameSyntax key in keys) table.DedupKeys.Add(table.Columns[ColumnIndex(table, key)].Name);
        if (keys.Count > 0 && table.Designated is { } designated && !table.DedupKeys.Contains(designated.Name))
            throw Refused(keys[0], "deduplicate key list must include dedicated timestamp column");
    }

    private ExecResult Truncate(TruncateSyntax syntax)
    {
        foreach (Table table in syntax.Tables.Select(Find).ToArray())
        {
            table.Truncate();
            table.SeqTxn++;
        }

        return new ExecResult(OperationType.Truncate, ExecResult.NotApplicable);
    }

    private ExecResult DropTable(DropTableSyntax syntax)
    {
        if (_tables.Remove(syntax.Table.Name, out Table? dropped)) dropped.IsDropped = true;
        else if (!syntax.IfExists) Find(syntax.Table);
        return new ExecResult(OperationType.Drop, 0);
    }

    private ExecResult RenameTable(RenameTableSyntax syntax)
    {
        Table table = Find(syntax.Table);
        if (NameRules.TableProblem(syntax.NewName.Name) is not null)
            throw Refused(syntax.NewName, $"invalid table name [{syntax.NewName.Name}]");
        if (_tables.ContainsKey(syntax.NewName.Name)) throw Refused(syntax.NewName, $"table already exists [table={syntax.NewName.Name}]");
        _tables.Remove(table.Name);
        table.Name = syntax.NewName.Name;
        _tables.Add(table.Name, table);
        return new ExecResult(OperationType.Rename, ExecResult.NotApplicable);
    }

    private ExecResult AddColumn(AddColumnSyntax syntax)
    {
        Table table = Find(syntax.Table);
        if (syntax.IfNotExists && table.IndexOf(syntax.Column.Name) >= 0) return Altered;
        table.Settle();
        AddColumn(table, syntax.Column);
        table.SeqTxn++;
        return Altered;
    }

    private ExecResult RenameColumn(RenameColumnSyntax syntax)
    {
        Table table = Find(syntax.Table);
        TableColumn column = table.Columns[ColumnIndex(table, syntax.Column)];
        int taken = table.IndexOf(syntax.NewName.Name);
        if (taken >= 0 && table.Columns[taken] != column) throw Refused(syntax.NewName, $"Duplicate column [name={syntax.NewName.Name}]");
        if (NameRules.ColumnProblem(syntax.NewName.Name) is not null)
            throw Refused(syntax.NewName, $"invalid column name [{syntax.NewName.Name}]");
        table.RenameColumn(column, syntax.NewName.Name);
        table.SeqTxn++;
        return Altered;
    }

    private ExecResult DropColumns(DropColumnSyntax syntax)
    {
        Table table = Find(syntax.Table);
        table.Settle();
        foreach (TableNameSyntax name in syntax.Columns)
        {
            int index = ColumnIndex(table, name);
            if (index == table.DesignatedTimestamp) throw Refused(name, $"cannot drop designated timestamp column [column={name.Name}]");
            table.DropColumn(index);
        }

        table.SeqTxn++;
        return Altered;
    }

    private static int ColumnIndex(Table table, TableNameSyntax column)
    {
        int index = table.IndexOf(column.Name);
        return index >= 0 ? index : throw Refused(column, $"Invalid column: {column.Name}");
    }

    private static SqlException Refused(TableNameSyntax what, string message) => new(StatusCode.ParseError, message, what.Position);
}
