using System.Text;

namespace QuestDb.Mapping;

/// <summary>The SYMBOL texts of an enum, by index. Immutable; one instance an enum and record type.</summary>
/// <param name="enumType">The enum, for error messages.</param>
/// <param name="names">The texts; generated code maps enum values to positions in this list and back.</param>
public sealed class SymbolNames(string enumType, params string[] names)
{
    private readonly string[] _names = names;

    /// <summary>The enum, for error messages.</summary>
    internal string EnumType { get; } = enumType;

    /// <summary>Number of names.</summary>
    internal int Count => _names.Length;

    /// <summary>The text at a position.</summary>
    internal string this[int index] => _names[index];

    /// <summary>The position of a UTF-8 text, or -1.</summary>
    internal int IndexOf(ReadOnlySpan<byte> utf8)
    {
        Span<byte> buffer = stackalloc byte[256];
        for (int i = 0; i < _names.Length; i++)
        {
            string name = _names[i];
            int max = Encoding.UTF8.GetMaxByteCount(name.Length);
            Span<byte> bytes = max <= buffer.Length ? buffer : new byte[max];
            int length = Encoding.UTF8.GetBytes(name, bytes);
            if (utf8.SequenceEqual(bytes[..length])) return i;
        }

        return -1;
    }
}
