using System.Globalization;

namespace QuestDb.Shared.Sql;

/// <summary>
/// Compares the placeholders of a text with the values that go with it. A server takes a missing value for NULL and ignores one too many,
/// so that a mistake would change the answer and not be seen.
/// </summary>
internal static class SqlPlaceholders
{
    /// <summary>The last placeholder that a server takes.</summary>
    public const int Max = 2048;

    /// <summary>Finds what is wrong with a text and its values; null when they fit.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="values">The number of values.</param>
    /// <param name="holes">For text of an interpolated string: where the placeholders stand that were put in for its holes.</param>
    public static SqlFault? Fault(string sql, int values, ReadOnlySpan<int> holes)
    {
        Span<ulong> seen = stackalloc ulong[(Max / 64) + 1];
        seen.Clear();
        var names = new NamePlaces();
        var scanner = new SqlScanner(sql);
        int passed = 0;
        while (scanner.Next())
        {
            // A hole that is behind the token is not yet reached; one before it stood in a comment.
            bool atHole = passed < holes.Length && scanner.End > holes[passed];
            bool isBind = scanner.Kind == SqlTokenKind.Bind;
            int number = isBind ? Number(sql, scanner) : 0;
            if (atHole && (scanner.Start != holes[passed] || number != passed + 1))
            {
                return HoleFault(sql, scanner, holes[passed], passed + 1);
            }

            if (scanner.Kind == SqlTokenKind.OpenQuote) return new SqlFault($"The quote at position {At(scanner.Start)} has no end.");
            if (scanner.Kind == SqlTokenKind.OpenComment) return CommentFault(scanner.Start);
            if (isBind && names.Place is { } place) return NameFault(place, atHole ? passed + 1 : 0, number);
            if (isBind && !atHole && holes.Length > 0) return BesideFault(number);
            if (isBind && Missing(number, values) is { } missing) return new SqlFault(missing);
            if (atHole) passed++;
            if (isBind) seen[number / 64] |= 1UL << (number % 64);
            names.Pass(scanner);
        }

        if (passed < holes.Length) return HoleFault(sql, scanner, holes[passed], passed + 1);
        for (int number = 1; number <= values; number++)
        {
            if (number > Max || (seen[number / 64] & (1UL << (number % 64))) == 0) return Surplus(number, values);
        }

        return null;
    }

    private static string At(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string sql, SqlScanner bind)
    {
        int number = 0;
        for (int i = bind.Start + 1; i < bind.End && number <= Max; i++) number = (number * 10) + (sql[i] - '0');
        return number;
    }

    private static string? Missing(int number, int values) => number switch
    {
        0 => "The text has $0; the first placeholder is $1.",
        > Max => $"The text has a placeholder beyond ${At(Max)}, which is the last one that a server takes.",
        _ when number > values => $"${At(number)} has no value: {Given(values)}, and a server would take NULL for it.",
        _ => null,
    };

    private static SqlFault Surplus(int number, int values) => new(
        $"{Given(values)}, and the text has no ${At(number)}: a server would ignore that value.");

    private static string Given(int values) => values == 1 ? "1 value is given" : $"{At(values)} values are given";

    private static SqlFault BesideFault(int number) => new(
        $"The text has ${At(number)} beside holes, which would take the value of a hole: make it a hole too, or pass all as $1, $2, ….");

    private static SqlFault CommentFault(int position) => new(
        $"The comment at position {At(position)} has no end: QuestDB reads quotes and -- in /* */ as it does elsewhere. "
        + "Leave them out there, or write the comment with --.");

    private static SqlFault NameFault(string place, int hole, int number) => new(
        $"{(hole > 0 ? $"Hole {At(hole)} of the query" : $"${At(number)}")} stands behind {place}, where a name belongs and not a value: "
        + "put a name, a constant one too, into the text with Sql.Raw(name) in a hole.", hole);

    private static SqlFault HoleFault(string sql, SqlScanner token, int at, int hole)
    {
        string why = token.Kind switch
        {
            _ when token.Start > at || token.Kind is SqlTokenKind.End or SqlTokenKind.OpenComment => "stands in a comment: take it out",
            SqlTokenKind.String or SqlTokenKind.OpenQuote or SqlTokenKind.QuotedName =>
                $"stands inside {sql[token.Start]} quotes, where its placeholder would be text: leave out the quotes of a value",
            _ => "touches the text beside it, which would become a part of its placeholder: leave a space between them",
        };
        return new SqlFault($"Hole {At(hole)} of the query {why}, and put a name into the text with Sql.Raw.", hole);
    }
}
