using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using QuestDb.Schemas;

namespace QuestDb;

/// <summary>
/// Turns an interpolated string into SQL and binds: every hole becomes <c>$1</c>, <c>$2</c>, … and its value travels apart
/// from the text. The compiler makes it from <c>$"…{value}…"</c>.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SqlInterpolatedStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<BindValue> _binds;

    /// <summary>Begins a query text.</summary>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 3));
        _binds = new List<BindValue>(formattedCount);
    }

    internal string Text => _text.ToString();

    internal BindValue[] Binds => [.. _binds];

    /// <summary>Adds SQL text.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds raw SQL text.</summary>
    public void AppendFormatted(Sql value) => _text.Append(value.Text);

    /// <summary>Adds a bind; C# values, and null for NULL, convert to it.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the hole stands inside quotes, where a placeholder is text.
    /// </exception>
    public void AppendFormatted(BindValue value)
    {
        if (OpenQuote() is { } quote)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"Hole {_binds.Count + 1} of the query stands inside {quote} quotes, where its placeholder would be "
                + $"text: leave out the quotes of a value, and put a name into the text with Sql.Raw. [{_text}]");
        }

        _binds.Add(value);
        _text.Append('$').Append(_binds.Count);
    }

    /// <summary>Adds an enum member by its SYMBOL text: its name or its <see cref="SymbolNameAttribute"/>.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not a declared member.</exception>
    public void AppendFormatted<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum value)
        where TEnum : struct, Enum => AppendFormatted(EnumSymbolNames<TEnum>.Of(value));

    /// <summary>The quote that is open at the end of the text; a doubled quote closes and opens again.</summary>
    private char? OpenQuote()
    {
        char? open = null;
        foreach (ReadOnlyMemory<char> chunk in _text.GetChunks())
        {
            foreach (char c in chunk.Span)
            {
                if (open is null ? c is '\'' or '"' : c == open) open = open is null ? c : null;
            }
        }

        return open;
    }
}
