namespace QuestDb.Shared.Sql;

internal sealed partial class SqlParser
{
    private InsertSyntax Insert()
    {
        if (IsWord("atomic") || IsWord("batch"))
        {
            bool batch = IsWord("batch");
            Take();
            if (batch) WholeNumber("batch size");
        }

        ExpectWord("into");
        TableNameSyntax table = ExpectName("table name");
        bool hasColumns = IsOperator("(") && !PeekAhead(1).IsWord("select");
        List<TableNameSyntax> columns = hasColumns ? Parenthesized(() => ExpectName("column name")) : [];
        if (!TryWord("values")) return new InsertSyntax(table, columns, [], Query());
        List<IReadOnlyList<ExpressionSyntax>> rows = CommaList<IReadOnlyList<ExpressionSyntax>>(() => Parenthesized(Expression));
        return new InsertSyntax(table, columns, rows, null);
    }

    private UpdateSyntax Update()
    {
        TableNameSyntax table = ExpectName("table name");
        ExpectWord("set");
        List<AssignmentSyntax> assignments = CommaList(Assignment);
        if (IsWord("from")) throw SqlCompileException.Unsupported(Current.Position, "UPDATE … FROM");
        return new UpdateSyntax(table, assignments, TryWord("where") ? Expression() : null);
    }

    private AssignmentSyntax Assignment()
    {
        TableNameSyntax column = ExpectName("column name");
        ExpectOperator("=");
        return new AssignmentSyntax(column.Name, column.Position, Expression());
    }
}
