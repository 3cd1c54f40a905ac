namespace QuestDb;

/// <summary>
/// SQL text that is inserted unchanged. Use it to put text that can't be a bind, such as a table name, into a query; never make it from
/// values or from user input.
/// </summary>
public readonly struct Sql
{
    private readonly string? _text;

    private Sql(string text) => _text = text;

    /// <summary>The text.</summary>
    public string Text => _text ?? "";

    /// <summary>Takes text as SQL.</summary>
    /// <param name="text">The text.</param>
    public static Sql Raw(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Sql(text);
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
