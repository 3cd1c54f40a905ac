namespace QuestDb.SqlFrontEnd;

/// <summary>Gives result columns their names: the alias, else the text of the expression, made unique by a number.</summary>
internal sealed class OutputNames
{
    // QuestDB cuts generated names off here.
    private const int MaxGeneratedLength = 64;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Alias(string alias, int position) => _taken.Add(alias)
        ? alias
        : throw new SqlCompileException(position, $"Duplicate column [name={alias}]");

    public string Generate(string text)
    {
        if (text.Length > MaxGeneratedLength) text = text.Substring(0, MaxGeneratedLength);
        string name = text;
        for (int i = 2; !_taken.Add(name); i++) name = text + "_" + i;
        return name;
    }
}
