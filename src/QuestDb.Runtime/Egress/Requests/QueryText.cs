using QuestDb.Shared.Sql;

namespace QuestDb.Egress.Requests;

/// <summary>
/// The text, binds and options of a query that has not been sent yet. Each placeholder has a value and each value a placeholder: that is
/// checked when it is made, because a server takes a missing value for NULL and ignores one too many.
/// </summary>
internal sealed record QueryText
{
    private QueryText(string sql, BindValue[] binds, QueryOptions options)
    {
        Sql = sql;
        Binds = binds;
        Options = options;
    }

    public string Sql { get; }

    /// <summary>The binds, in the order of their positions.</summary>
    public BindValue[] Binds { get; }

    /// <summary>How to run it.</summary>
    public QueryOptions Options { get; init; }

    /// <summary>Takes a text and its values.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: they don't fit.</exception>
    public static QueryText Of(string sql, BindValue[] binds, QueryOptions? options = null) => Of(sql, binds, [], options);

    /// <summary>Takes the text of an interpolated string, whose placeholders stand at known places.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a hole stands where no value can.</exception>
    public static QueryText Of(string sql, BindValue[] binds, ReadOnlySpan<int> holes, QueryOptions? options = null)
    {
        if (SqlPlaceholders.Fault(sql, binds.Length, holes) is { } fault)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"{fault.Text} [{sql}]");
        }

        return new QueryText(sql, binds, options ?? QueryOptions.Default);
    }

    /// <summary>The same text, which is to return rows.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: it is a statement without rows, which would run and give nothing to read.
    /// </exception>
    public QueryText WithRows() => SqlVerb.Statement(Sql) is { } verb
        ? throw new QuestDbException(ErrorCode.InvalidState, $"{verb} returns no rows: run it with ExecuteAsync. Nothing was sent. [{Sql}]")
        : this;
}
