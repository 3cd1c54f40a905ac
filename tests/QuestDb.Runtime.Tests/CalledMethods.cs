using System.Reflection;
using System.Reflection.Metadata;

namespace QuestDb.Tests;

/// <summary>
/// Which public methods of a type a test's lambda calls, read from its IL: a table of error cases can so be compared with the
/// public surface, and a new overload without a case fails a test.
/// </summary>
internal static class CalledMethods
{
    /// <summary>The methods of a type that a lambda calls itself.</summary>
    public static IEnumerable<MethodBase> Of(Delegate lambda, Type type)
    {
        byte[] il = lambda.Method.GetMethodBody()!.GetILAsByteArray()!;
        for (int i = 0; i + sizeof(int) < il.Length; i++)
        {
            // A byte of another instruction may look like a call; what follows it then is no method of the type.
            if ((ILOpCode)il[i] is not (ILOpCode.Call or ILOpCode.Callvirt)) continue;
            if (Resolve(lambda.Method.Module, BitConverter.ToInt32(il, i + 1)) is { } method && method.DeclaringType == type)
            {
                yield return method;
            }
        }
    }

    /// <summary>The one method of a type that a lambda calls, as text.</summary>
    public static string Name(Delegate lambda, Type type) => Spell(Of(lambda, type).Distinct().Single());

    /// <summary>The public methods of a type, as text; no operators, getters and setters.</summary>
    public static IEnumerable<string> Public(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static m => !m.IsSpecialName).Select(Spell);

    /// <summary>A method with the types of its parameters; a generic one as it is declared.</summary>
    public static string Spell(MethodBase method) => method is MethodInfo { IsConstructedGenericMethod: true } constructed
        ? Spell(constructed.GetGenericMethodDefinition())
        : $"{method.Name}({string.Join(", ", method.GetParameters().Select(static p => Spell(p.ParameterType)))})";

    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Spell(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Spell(value) + "?";
        if (type.IsArray) return $"{Spell(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Spell))}>"
            : type.Name;
    }
}
