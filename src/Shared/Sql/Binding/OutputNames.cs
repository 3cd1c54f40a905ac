using QuestDb.Shared.Names;

namespace QuestDb.Shared.Sql;

/// <summary>
/// Gives result columns their names: the alias, else the text of the expression, made unique by a number. Beside a
/// <c>*</c> aliases are made unique too, and the number is another one.
/// </summary>
internal sealed class OutputNames(bool besideStar)
{
    // QuestDB cuts generated names off here.
    private const int MaxGeneratedLength = 64;

    private readonly HashSet<string> _taken = new(NameComparer.Instance);

    public string Alias(string alias, int position) => besideStar ? Unique(alias) : _taken.Add(alias)
        ? alias
        : throw new SqlCompileException(position, $"Duplicate column [name={alias}]");

    /// <summary>The name of a column that a <c>*</c> stands for: whole, however long it is.</summary>
    public string Star(string column) => Unique(column);

    public string Generate(string text) => Unique(Cut(text, MaxGeneratedLength));

    private string Unique(string text)
    {
        string name = text;
        for (int i = besideStar ? 1 : 2; !_taken.Add(name); i++)
        {
            name = besideStar ? $"{text}{i}" : Cut(text, MaxGeneratedLength - $"_{i}".Length) + $"_{i}";
        }

        return name;
    }

    private static string Cut(string text, int length) => text.Length > length ? text.Substring(0, length) : text;
}
