namespace QuestDb.Shared.Sql;

internal sealed partial class QueryBinder
{
    private static readonly SqlColumn[] TableListColumns =
    [
        new("id", SqlType.Int), new("table_name", SqlType.Varchar), new("designatedTimestamp", SqlType.Varchar),
        new("partitionBy", SqlType.Varchar), new("walEnabled", SqlType.Boolean), new("dedup", SqlType.Boolean),
        new("ttlValue", SqlType.Int), new("ttlUnit", SqlType.Varchar),
    ];

    private static readonly SqlColumn[] WalListColumns =
    [
        new("name", SqlType.Varchar), new("suspended", SqlType.Boolean), new("writerTxn", SqlType.Long),
        new("bufferedTxnSize", SqlType.Long), new("sequencerTxn", SqlType.Long), new("errorTag", SqlType.Varchar),
        new("errorMessage", SqlType.Varchar), new("memoryPressure", SqlType.Int),
    ];

    private static readonly SqlColumn[] ColumnListColumns =
    [
        new("column", SqlType.Varchar), new("type", SqlType.Varchar), new("indexed", SqlType.Boolean),
        new("indexBlockCapacity", SqlType.Int), new("symbolCached", SqlType.Boolean), new("symbolCapacity", SqlType.Int),
        new("symbolTableSize", SqlType.Int), new("designated", SqlType.Boolean), new("upsertKey", SqlType.Boolean),
    ];

    private BoundSource Source(SourceSyntax? source) => source switch
    {
        null => new BoundSingleRow(),
        TableSourceSyntax table => Table(table),
        QuerySourceSyntax query => Subquery(query.Query),
        FunctionSourceSyntax function => Function(function.Call),
        _ => throw new SqlCompileException(source.Position, "table name expected"),
    };

    private static string?[] SourceNames(SourceSyntax? source)
        => [source?.Alias ?? (source as TableSourceSyntax)?.Table];

    private BoundSource Table(TableSourceSyntax source)
    {
        if (_commonTables.TryGetValue(source.Table, out QuerySyntax? query)) return Subquery(query);
        SqlTable table = schema.FindTable(source.Table)
            ?? throw new SqlCompileException(source.Position, $"table does not exist [table={source.Table}]");
        return new BoundTable(table);
    }

    private BoundSubquery Subquery(QuerySyntax syntax)
    {
        BoundQuery query = Query(syntax);
        List<SqlColumn> columns = query.Columns.Take(query.VisibleColumns)
            .Select(c => new SqlColumn(c.Name, c.Value.Type.Type == ColumnType.None ? SqlType.Varchar : c.Value.Type)).ToList();
        return new BoundSubquery(query, columns);
    }

    private BoundSource Function(CallSyntax call)
    {
        var binder = new ExpressionBinder(new BindScope([]), binds);
        switch (call.Function.ToLowerInvariant())
        {
            case "long_sequence" when call.Arguments.Count == 1:
                BoundExpression length = binder.Bind(call.Arguments[0]);
                if (!length.Type.IsInteger)
                {
                    throw new SqlCompileException(call.Position, $"long_sequence() takes a LONG, found {length.Type}");
                }

                return new BoundSequence(ExpressionBinder.Convert(length, SqlType.Long, call.Position));
            case "long_sequence" when call.Arguments.Count > 1:
                throw SqlCompileException.Unsupported(call.Position, "long_sequence() with seeds");
            case "tables" or "all_tables" when call.Arguments.Count == 0:
                return new BoundCatalog("tables", null, TableListColumns);
            case "wal_tables" when call.Arguments.Count == 0:
                return new BoundCatalog("wal_tables", null, WalListColumns);
            case "table_columns" when call.Arguments.Count == 1 && call.Arguments[0] is LiteralSyntax { Kind: LiteralKind.Text } name:
                SqlTable table = schema.FindTable(name.Text)
                    ?? throw new SqlCompileException(name.Position, $"table does not exist [table={name.Text}]");
                return new BoundCatalog("table_columns", table.Name, ColumnListColumns);
            default:
                throw SqlCompileException.Unsupported(call.Position, $"the row source {call.Function}(…)");
        }
    }
}
