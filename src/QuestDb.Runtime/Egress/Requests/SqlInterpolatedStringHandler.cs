using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using QuestDb.Egress.Requests;

namespace QuestDb;

/// <summary>
/// Turns an interpolated string into SQL and binds: every hole becomes <c>$1</c>, <c>$2</c>, … and its value is sent apart from the
/// text. The compiler creates it from <c>$"…{value}…"</c>. A hole that stands where no value can, such as in quotes or in place of a
/// table name, is refused by the call that takes the string.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SqlInterpolatedStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<BindValue> _binds;

    /// <summary>Where the placeholders begin in the text.</summary>
    private readonly List<int> _holes;

    /// <summary>Begins a query text.</summary>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 3));
        _binds = new List<BindValue>(formattedCount);
        _holes = new List<int>(formattedCount);
    }

    /// <summary>Adds SQL text.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds raw SQL text.</summary>
    public void AppendFormatted(Sql value) => _text.Append(value.Text);

    /// <summary>Adds a bind; C# values, and null for NULL, convert to it.</summary>
    public void AppendFormatted(BindValue value)
    {
        _binds.Add(value);
        _holes.Add(_text.Length);
        _text.Append('$').Append(_binds.Count);
    }

    /// <summary>Adds an enum member by its SYMBOL text: its name or its <see cref="SymbolNameAttribute"/>.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not a declared member.</exception>
    public void AppendFormatted<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum value)
        where TEnum : struct, Enum => AppendFormatted(BindValue.Symbol(value));

    /// <summary>Adds an enum member by its SYMBOL text, or NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not a declared member.</exception>
    public void AppendFormatted<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum? value)
        where TEnum : struct, Enum => AppendFormatted(BindValue.Symbol(value));

    /// <summary>
    /// Refuses what can't be a bind: a value of a type that does not convert, or one with a width or a format, which have no meaning for a
    /// value. Rule QDB0102 finds it when the program is compiled.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, always.</exception>
    public void AppendFormatted(object? value, int alignment = 0, string? format = null) => throw new QuestDbException(
        ErrorCode.InvalidValue,
        (alignment != 0 || format is not null
            ? $"Hole {_binds.Count + 1} of the query has a width or a format, which a value that is sent does not have"
            : $"Hole {_binds.Count + 1} of the query is of the type {value?.GetType().Name ?? "object"}, which can't be a bind")
        + $": see Binds in docs/types.md. [{_text}]");

    /// <summary>The text and its binds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a hole stands where no value can.</exception>
    internal QueryText Query(QueryOptions? options = null) =>
        QueryText.Of(_text.ToString(), [.. _binds], CollectionsMarshal.AsSpan(_holes), options);
}
