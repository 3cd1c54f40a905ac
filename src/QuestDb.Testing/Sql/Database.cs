using QuestDb.Shared.Names;
using QuestDb.Shared.Sql;
using QuestDb.Shared.TypeMap;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql.Execution;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

/// <summary>
/// The tables of one server and the SQL over them. Thread-safe: one lock guards the tables; queries hold it only while
/// they take their snapshot.
/// </summary>
internal sealed partial class Database
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Table> _tables = new(NameComparer.Instance);

    /// <summary>Runs one statement; each bind is a vector of one row, whose type is the bind's wire type.</summary>
    /// <exception cref="SqlException">The statement was refused or failed.</exception>
    public StatementResult Execute(string sql, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
    {
        try
        {
            return SqlParser.Parse(sql) switch
            {
                SelectStatementSyntax select => Checked(Query(select.Query, binds, cancellationToken, isResult: true)),
                EmptySyntax => new ExecResult(OperationType.Empty, ExecResult.NotApplicable),
                TrivialSyntax trivial => new ExecResult(TrivialType(trivial.Keyword), ExecResult.NotApplicable),
                StatementSyntax statement => Change(statement, binds, cancellationToken),
            };
        }
        catch (SqlCompileException e)
        {
            throw new SqlException(StatusCode.ParseError, e.Message, e.Position);
        }
    }

    private ExecResult Change(StatementSyntax statement, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return statement switch
            {
                CreateTableSyntax { AsSelect: { } query } create => CreateTableAs(create, query, binds, cancellationToken),
                CreateTableSyntax create => CreateTable(create),
                InsertSyntax insert => Insert(insert, binds, cancellationToken),
                UpdateSyntax update => Update(update, binds, cancellationToken),
                TruncateSyntax truncate => Truncate(truncate),
                DropTableSyntax drop => DropTable(drop),
                RenameTableSyntax rename => RenameTable(rename),
                AddColumnSyntax add => AddColumn(add),
                RenameColumnSyntax rename => RenameColumn(rename),
                DropColumnSyntax drop => DropColumns(drop),
                _ => throw new SqlException(StatusCode.InternalError, $"{statement.GetType().Name} has no executor"),
            };
        }
    }

    private RowsResult Query(
        QuerySyntax syntax, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken, bool isResult = false)
    {
        BoundQuery query;
        var snapshots = new Snapshots(this);
        lock (_gate) query = QueryBinder.Bind(syntax, snapshots, BindTypes(binds));
        // A column of nothing but NULL has no type on the wire. An INSERT can take it, a result can't.
        if (isResult && query.Columns.Take(query.VisibleColumns).Any(c => c.Value.Type.IsNull))
            throw new SqlException(StatusCode.InternalError, "QWP egress: unsupported column type NULL");
        return new QueryRunner(snapshots.Tables, CatalogRows, binds, cancellationToken).Run(query);
    }

    private static SqlType[] BindTypes(IReadOnlyList<ColumnVector> binds) => binds.Select(b =>
    {
        // A wire DECIMAL has a scale but no precision.
        ColumnTypeFacts facts = ColumnTypes.Of(b.Type);
        int precision = facts.IsDecimal ? facts.Digits : b.Precision;
        return new SqlType(b.Type, precision, b.Scale);
    }).ToArray();

    // These types exist in QuestDB, but not on the wire.
    private static RowsResult Checked(RowsResult rows)
    {
        foreach (ResultColumn column in rows.Columns)
        {
            if (column.Values is { Type: ColumnType.Decimal64, Precision: > 0 and < ColumnTypes.LeastDigits })
            {
                throw new SqlException(StatusCode.InternalError,
                    $"QWP egress: unsupported column type DECIMAL({column.Values.Precision},{column.Values.Scale})");
            }
        }

        return rows;
    }

    private static byte TrivialType(string keyword) => keyword switch
    {
        "begin" => OperationType.Begin,
        "commit" => OperationType.Commit,
        "rollback" => OperationType.Rollback,
        "vacuum" => OperationType.Vacuum,
        _ => OperationType.Set,
    };

    private Table Find(TableNameSyntax name) => _tables.TryGetValue(name.Name, out Table? table)
        ? table
        : throw new SqlException(StatusCode.ParseError, $"table does not exist [table={name.Name}]", name.Position);

    /// <summary>Takes a snapshot of each table that the binder asks for. Used under the lock.</summary>
    private sealed class Snapshots(Database database) : ISchemaSource
    {
        public Dictionary<string, TableSnapshot> Tables { get; } = new(NameComparer.Instance);

        public SqlTable? FindTable(string name)
        {
            if (!database._tables.TryGetValue(name, out Table? table)) return null;
            if (table.DuplicateColumn is { } twin)
                throw new SqlException(StatusCode.ParseError, $"[-100]: Invalid metadata. Duplicate column [name={twin}]");
            if (!Tables.TryGetValue(table.Name, out TableSnapshot? snapshot))
            {
                snapshot = table.Snapshot();
                Tables.Add(table.Name, snapshot);
            }

            return snapshot.Schema;
        }
    }
}
