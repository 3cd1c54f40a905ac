namespace QuestDb.Shared.Sql;

internal enum SqlTokenKind
{
    End,
    /// <summary>A bare name or keyword, and a <c>$</c> that is no placeholder, such as in <c>a$1</c> or <c>$1a</c>.</summary>
    Word,
    /// <summary>A name in double quotes or in back quotes.</summary>
    QuotedName,
    /// <summary>A text in single quotes.</summary>
    String,
    /// <summary>A whole number, also hexadecimal.</summary>
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
    /// <summary><c>$1</c>, which stands alone.</summary>
    Bind,
    /// <summary><c>:name</c>.</summary>
    NamedBind,
    Operator,
    /// <summary>A character that begins no token.</summary>
    Unknown,
    /// <summary>A quote without its end, and all text behind it.</summary>
    OpenQuote,
    /// <summary>A comment without its end, and all text behind it.</summary>
    OpenComment,
}
