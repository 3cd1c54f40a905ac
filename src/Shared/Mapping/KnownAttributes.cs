using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>Recognises the attributes of the runtime.</summary>
internal static class KnownAttributes
{
    public const string QuestTable = "QuestDb.QuestTableAttribute";
    public const string QuestRow = "QuestDb.QuestRowAttribute";

    private const string Suffix = "Attribute";

    /// <summary>Name of one of our attributes without the suffix; null for any other attribute.</summary>
    public static string? NameOf(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { ContainingNamespace: { Name: "QuestDb", ContainingNamespace.IsGlobalNamespace: true } } type)
        {
            return null;
        }

        return type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - Suffix.Length) : null;
    }

    /// <summary>The attribute of ours with a name on a symbol, or null.</summary>
    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (NameOf(attribute) == name) return attribute;
        }

        return null;
    }

    /// <summary>The value of a named argument, or a default when it is not given or has another type.</summary>
    public static T? Argument<T>(AttributeData attribute, string name, T? defaultValue)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array && argument.Value.Value is T value) return value;
        }

        return defaultValue;
    }

    /// <summary>The member that a named argument of an enum type names; a default when it is not given or no member.</summary>
    public static string EnumArgument(AttributeData attribute, string name, string defaultMember)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key != name || argument.Value.Kind != TypedConstantKind.Enum) continue;
            return argument.Value.Type!.GetMembers().OfType<IFieldSymbol>()
                .FirstOrDefault(field => Equals(field.ConstantValue, argument.Value.Value))?.Name
                ?? defaultMember;
        }

        return defaultMember;
    }

    /// <summary>The texts of a named array argument; empty when it is not given.</summary>
    public static string[] Texts(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key != name || argument.Value.Kind != TypedConstantKind.Array || argument.Value.IsNull) continue;
            return [.. argument.Value.Values.Select(static value => value.Value as string ?? "")];
        }

        return [];
    }

    /// <summary>A positional argument that is a number; 0 when it is missing or no number.</summary>
    public static int Number(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index].Value is int number ? number : 0;

    /// <summary>The type that the first positional argument or a named one gives, or null.</summary>
    public static ITypeSymbol? Type(AttributeData attribute, string? name = null) => name is null
        ? attribute.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol
        : attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as ITypeSymbol;

    /// <summary>The text of the first positional argument; empty when it is missing, null or no text.</summary>
    public static string Text(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is string text ? text : "";
}
