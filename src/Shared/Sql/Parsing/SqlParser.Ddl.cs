namespace QuestDb.Shared.Sql;

internal sealed partial class SqlParser
{
    private CreateTableSyntax Create(int position)
    {
        if (!TryWord("table")) throw SqlCompileException.Unsupported(position, "CREATE " + Current.Text.ToUpperInvariant());
        bool ifNotExists = TryIfNotExists();
        TableNameSyntax table = ExpectName("table name");
        List<ColumnDefinitionSyntax> columns = [];
        QuerySyntax? query = null;
        if (TryWord("as"))
        {
            ExpectOperator("(");
            query = Query();
            ExpectOperator(")");
        }
        else
        {
            if (IsOperator("(") && PeekAhead(1).IsWord("like"))
            {
                throw SqlCompileException.Unsupported(PeekAhead(1).Position, "CREATE TABLE (LIKE …)");
            }

            columns = Parenthesized(ColumnDefinition);
        }

        if (IsOperator(","))
        {
            throw SqlCompileException.Unsupported(Current.Position, "an INDEX or CAST clause after CREATE TABLE's columns");
        }

        TableNameSyntax? timestamp = null;
        if (TryWord("timestamp"))
        {
            ExpectOperator("(");
            timestamp = ExpectName("column name");
            ExpectOperator(")");
        }

        PartitionUnit partitionBy = TryWords("partition", "by") ? Partitioning() : PartitionUnit.None;
        string? ttl = TryWord("ttl") ? Ttl() : null;
        bool? wal = TryWords("bypass", "wal") ? false : TryWord("wal") ? true : null;
        List<TableNameSyntax> keys = [];
        if (TryWord("dedup"))
        {
            ExpectWord("upsert");
            ExpectWord("keys");
            keys = Parenthesized(() => ExpectName("column name"));
        }

        return new CreateTableSyntax(table, ifNotExists, columns, query, timestamp, partitionBy, ttl, wal, keys);
    }

    private bool TryIfNotExists()
    {
        if (!TryWord("if")) return false;
        ExpectWord("not");
        ExpectWord("exists");
        return true;
    }

    private ColumnDefinitionSyntax ColumnDefinition()
    {
        TableNameSyntax name = ExpectName("column name");
        SqlType type = TypeName();
        // Storage hints have no meaning in memory, but belong to the dialect.
        while (true)
        {
            if (TryWord("capacity")) WholeNumber("capacity");
            else if (TryWord("cache") || TryWord("nocache")) continue;
            else if (TryWord("index")) continue;
            else return new ColumnDefinitionSyntax(name.Name, name.Position, type);
        }
    }

    private PartitionUnit Partitioning()
    {
        SqlToken unit = Current;
        if (unit.Kind == SqlTokenKind.Word && Enum.TryParse(unit.Text, ignoreCase: true, out PartitionUnit value))
        {
            Take();
            return value;
        }

        throw Expected("'NONE', 'HOUR', 'DAY', 'WEEK', 'MONTH' or 'YEAR'");
    }

    private string Ttl()
    {
        SqlToken number = Take();
        // The lexer reads 2M as a decimal literal.
        if (number.Kind == SqlTokenKind.Decimal) return number.Text + "M";
        if (number.Kind != SqlTokenKind.Integer || Current.Kind != SqlTokenKind.Word)
            throw new SqlCompileException(number.Position, "TTL: number and unit expected");
        return Current.Position == number.End ? number.Text + Take().Text : number.Text + " " + Take().Text.ToUpperInvariant();
    }

    private StatementSyntax Alter(int position)
    {
        if (!TryWord("table")) throw SqlCompileException.Unsupported(position, "ALTER " + Current.Text.ToUpperInvariant());
        TableNameSyntax table = ExpectName("table name");
        int actionPosition = Current.Position;
        string action = Current.Text.ToUpperInvariant();
        if (TryWord("add"))
        {
            TryWord("column");
            bool ifNotExists = TryIfNotExists();
            return new AddColumnSyntax(table, ColumnDefinition(), ifNotExists);
        }

        if (TryWords("rename", "column"))
        {
            TableNameSyntax column = ExpectName("column name");
            ExpectWord("to");
            return new RenameColumnSyntax(table, column, ExpectName("column name"));
        }

        if (TryWords("drop", "column")) return new DropColumnSyntax(table, CommaList(() => ExpectName("column name")));
        throw SqlCompileException.Unsupported(actionPosition, "ALTER TABLE " + action);
    }
}
