using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>The SYMBOL texts of an enum, in declaration order.</summary>
internal static class EnumNames
{
    /// <summary>Each member of the enum with its text.</summary>
    public static List<(IFieldSymbol Member, string Text)> Of(ITypeSymbol enumType)
    {
        var names = new List<(IFieldSymbol, string)>();
        foreach (ISymbol symbol in enumType.GetMembers())
        {
            if (symbol is not IFieldSymbol { HasConstantValue: true } field) continue;
            names.Add((field, KnownAttributes.Find(field, "SymbolName") is { } named ? KnownAttributes.Text(named) : field.Name));
        }

        return names;
    }

    /// <summary>What is wrong with the texts, or null.</summary>
    public static string? Check(ITypeSymbol enumType)
    {
        var byText = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((IFieldSymbol member, string text) in Of(enumType))
        {
            if (text.Length == 0) return $"{enumType.Name}.{member.Name} has an empty name";
            if (byText.TryGetValue(text, out string? other))
            {
                return $"{enumType.Name}.{other} and {enumType.Name}.{member.Name} have the same name \"{text}\"";
            }

            byText.Add(text, member.Name);
        }

        return byText.Count == 0 ? $"{enumType.Name} has no members" : null;
    }
}
