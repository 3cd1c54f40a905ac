using System.Globalization;
using Microsoft.CodeAnalysis;
using QuestDb.Generators.Models;
using QuestDb.Shared.Mapping;
using QuestDb.Shared.Mapping.Symbols;

namespace QuestDb.Generators.Parsing;

/// <summary>Reads the enums of a record type, each once.</summary>
internal static class EnumReader
{
    /// <summary>The position of the enum in the list, where it is added when it is missing.</summary>
    public static int IndexOf(ITypeSymbol type, List<EnumModel> enums)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        int index = enums.FindIndex(model => model.Type == name);
        if (index >= 0) return index;

        var values = new HashSet<object?>();
        var members = new List<EnumMemberModel>();
        foreach ((IFieldSymbol member, string text) in EnumNames.Of(type))
        {
            // Naming an obsolete member can be an error, so such a member is written as its value.
            string expression = UsageLimits.Forbidden(member) is null
                ? $"{name}.{ModelReader.Escape(member.Name)}"
                : $"({name})({Convert.ToString(member.ConstantValue, CultureInfo.InvariantCulture)})";
            members.Add(new EnumMemberModel(expression, text, IsAlias: !values.Add(member.ConstantValue)));
        }

        enums.Add(new EnumModel(name, type.Name, new EquatableArray<EnumMemberModel>(members), IsDense(type)));
        return enums.Count - 1;
    }

    /// <summary>
    /// Whether the values are 0, 1, 2, … in declaration order, so that a value is its position. Not for 64-bit enums, whose
    /// undeclared values could look like a position once they are cut to an int.
    /// </summary>
    private static bool IsDense(ITypeSymbol type)
    {
        if (((INamedTypeSymbol)type).EnumUnderlyingType?.SpecialType is SpecialType.System_Int64 or SpecialType.System_UInt64) return false;
        long next = 0;
        return EnumNames.Of(type).All(name => Convert.ToInt64(name.Member.ConstantValue, CultureInfo.InvariantCulture) == next++);
    }
}
