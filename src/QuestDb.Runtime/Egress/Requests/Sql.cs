namespace QuestDb;

/// <summary>
/// SQL text that is taken as it stands. It is the stated way to put text, such as a table name, into a query; never make it
/// from values or from what a user typed.
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
