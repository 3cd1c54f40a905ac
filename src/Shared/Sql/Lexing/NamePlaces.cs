namespace QuestDb.Shared.Sql;

/// <summary>Knows while tokens pass whether the next one is the name of a table or a column, where no value can stand.</summary>
internal struct NamePlaces
{
    /// <summary>One bit a level of parentheses: a SELECT is open there whose FROM has not come, and which names a table.</summary>
    private ulong _selects;
    private int _depth;
    private string? _sorting;

    /// <summary>The keyword behind which a name belongs now, or null.</summary>
    public string? Place { get; private set; }

    /// <summary>Takes notice of a token.</summary>
    public void Pass(in SqlScanner token)
    {
        string? sorting = _sorting;
        (Place, _sorting) = (null, null);
        ulong level = 1UL << (_depth & 63);
        if (token.IsOperator("("))
        {
            _depth++;
            _selects &= ~(1UL << (_depth & 63));
        }
        else if (token.IsOperator(")"))
        {
            _depth--;
        }
        else if (token.Kind != SqlTokenKind.Word)
        {
            return;
        }
        else if (token.IsWord("select"))
        {
            _selects |= level;
        }
        else if (token.IsWord("from") && (_selects & level) != 0)
        {
            // Another FROM of the same level belongs to SAMPLE BY, one in parentheses to a function such as extract: both take values.
            _selects &= ~level;
            Place = "FROM";
        }
        else
        {
            Place = token.IsWord("join") ? "JOIN" : token.IsWord("into") ? "INTO" : token.IsWord("update") ? "UPDATE"
                : token.IsWord("table") ? "TABLE" : token.IsWord("by") ? sorting : null;
            _sorting = token.IsWord("order") ? "ORDER BY" : token.IsWord("group") ? "GROUP BY" : null;
        }
    }
}
