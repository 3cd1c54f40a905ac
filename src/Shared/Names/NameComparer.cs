namespace QuestDb.Shared.Names;

/// <summary>
/// Compares table and column names as QuestDB's server does: <c>Price</c> and <c>price</c> are one name, and so are names with
/// <c>K</c> and the Kelvin sign, or with <c>ẞ</c> and <c>ß</c>. Everything that compares such names uses it.
/// </summary>
internal sealed class NameComparer : IEqualityComparer<string>
#if NET
    , IAlternateEqualityComparer<ReadOnlySpan<char>, string>
#endif
{
    public static readonly NameComparer Instance = new();

    private NameComparer()
    {
    }

    /// <summary>Whether two names are one to the server.</summary>
    public static bool Same(string? x, string? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is null || y is null || x.Length != y.Length) return false;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] != y[i] && NameFolding.ToLower(x[i]) != NameFolding.ToLower(y[i])) return false;
        }

        return true;
    }

    public bool Equals(string? x, string? y) => Same(x, y);

    public int GetHashCode(string name)
    {
        int hash = 0;
        foreach (char c in name) hash = unchecked((31 * hash) + NameFolding.ToLower(c));
        return hash;
    }

#if NET
    public bool Equals(ReadOnlySpan<char> alternate, string other)
    {
        if (alternate.Length != other.Length) return false;
        for (int i = 0; i < other.Length; i++)
        {
            if (alternate[i] != other[i] && NameFolding.ToLower(alternate[i]) != NameFolding.ToLower(other[i])) return false;
        }

        return true;
    }

    public int GetHashCode(ReadOnlySpan<char> alternate)
    {
        int hash = 0;
        foreach (char c in alternate) hash = unchecked((31 * hash) + NameFolding.ToLower(c));
        return hash;
    }

    public string Create(ReadOnlySpan<char> alternate) => alternate.ToString();
#endif
}
