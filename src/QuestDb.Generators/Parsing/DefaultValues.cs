using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Generators.Parsing;

/// <summary>
/// Spells the default value of a constructor parameter, which is empty for <c>params</c>. Left out of the call, it could fit two
/// constructors that differ in their optional parameters only.
/// </summary>
internal static class DefaultValues
{
    public static string Expression(IParameterSymbol parameter)
    {
        string type = ModelReader.FullName(parameter.Type);
        if (parameter.IsParams)
        {
            // Only arrays can be params before C# 13, and only from C# 12 on there are collection expressions.
            return parameter.Type is IArrayTypeSymbol array
                ? $"global::System.Array.Empty<{ModelReader.FullName(array.ElementType)}>()"
                : $"({type})([])";
        }

        return parameter.ExplicitDefaultValue switch
        {
            null => $"default({type}){(parameter.Type.IsReferenceType ? "!" : "")}",
            string text => SymbolDisplay.FormatLiteral(text, quote: true),
            decimal number => $"({type})({number.ToString(CultureInfo.InvariantCulture)}m)",
            DateTime time => $"new global::System.DateTime({time.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
            // A double holds a float exactly, so that it is not rounded twice.
            float number => $"({type})({Text(number)})",
            double number => $"({type})({Text(number)})",
            { } value => $"({type})({SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)})",
        };
    }

    private static string Text(double number) =>
        double.IsNaN(number) ? "double.NaN"
        : double.IsPositiveInfinity(number) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(number) ? "double.NegativeInfinity"
        : SymbolDisplay.FormatPrimitive(number, quoteStrings: true, useHexadecimalNumbers: false)!;
}
