namespace QuestDb.Shared.Sql;

/// <summary>
/// One token; <paramref name="Text"/> is its value: a text or a name without quotes, a number without underscores and suffix, a bind
/// without <c>$</c> or <c>:</c>.
/// </summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Position, int End)
{
    public bool IsWord(string keyword) => Kind == SqlTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsOperator(string text) => Kind == SqlTokenKind.Operator && Text == text;
}
