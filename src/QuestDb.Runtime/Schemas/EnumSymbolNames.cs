using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace QuestDb.Schemas;

/// <summary>The SYMBOL texts of an enum's members for binds, read once an enum.</summary>
internal static class EnumSymbolNames<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, string> s_names = Read();

    /// <summary>The text of a member.</summary>
    public static string Of(TEnum value) => s_names.TryGetValue(value, out string? name)
        ? name
        : throw new QuestDbException(ErrorCode.InvalidValue,
            $"The value {value} is not a declared member of the enum {typeof(TEnum).Name}.");

    private static Dictionary<TEnum, string> Read()
    {
        var names = new Dictionary<TEnum, string>();
        foreach (FieldInfo field in typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            names.TryAdd((TEnum)field.GetValue(null)!, field.GetCustomAttribute<SymbolNameAttribute>()?.Name ?? field.Name);
        }

        return names;
    }
}
