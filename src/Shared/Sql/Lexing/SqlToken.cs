namespace QuestDb.Shared.Sql;

internal enum SqlTokenKind
{
    End,
    /// <summary>A bare name or keyword.</summary>
    Word,
    /// <summary>A name in double quotes.</summary>
    QuotedName,
    /// <summary>A text in single quotes.</summary>
    String,
    /// <summary>A whole number, digits and underscores removed, hexadecimal as <c>0x…</c>.</summary>
    Integer,
    /// <summary>A whole number with the suffix L.</summary>
    Long,
    /// <summary>A number with a fraction or an exponent.</summary>
    Double,
    /// <summary>A number with the suffix m.</summary>
    Decimal,
    /// <summary><c>#</c> and base32 characters.</summary>
    GeoHashChars,
    /// <summary><c>##</c> and bits.</summary>
    GeoHashBits,
    /// <summary><c>$1</c>; the text is the number.</summary>
    Bind,
    /// <summary><c>:name</c>; the text is the name.</summary>
    NamedBind,
    Operator,
}

/// <summary>One token; <paramref name="Text"/> is its value, with quotes and escapes resolved.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Position, int End)
{
    public bool IsWord(string keyword) => Kind == SqlTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsOperator(string text) => Kind == SqlTokenKind.Operator && Text == text;
}
