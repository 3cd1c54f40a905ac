namespace QuestDb.SqlFrontEnd;

/// <summary>
/// Gives result columns their names: the alias, else the text of the expression, made unique by a number. Beside a <c>*</c> aliases are made
/// unique too, and the number is another one.
/// </summary>
internal sealed class OutputNames(bool besideStar)
{
    // QuestDB cuts generated names off here.
    private const int MaxGeneratedLength = 64;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Alias(string alias, int position) => besideStar ? Generate(alias) : _taken.Add(alias)
        ? alias
        : throw new SqlCompileException(position, $"Duplicate column [name={alias}]");

    public string Generate(string text)
    {
        if (text.Length > MaxGeneratedLength) text = text.Substring(0, MaxGeneratedLength);
        string name = text;
        for (int i = besideStar ? 1 : 2; !_taken.Add(name); i++) name = text + (besideStar ? "" : "_") + i;
        return name;
    }
}
