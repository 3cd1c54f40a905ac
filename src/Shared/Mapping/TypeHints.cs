using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>What to do about a member whose type is in no row of the type map.</summary>
internal static class TypeHints
{
    public static string Of(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } =>
            "its values don't fit LONG; mark it [Symbol] to store it by name, or give it a smaller underlying type",
        IArrayTypeSymbol { ElementType: IArrayTypeSymbol } =>
            "a jagged array has no shape; use double[,] or NdArray<double>, which FromJagged makes of rows of one length",
        IArrayTypeSymbol { Rank: > 3, ElementType.SpecialType: SpecialType.System_Double } =>
            "use NdArray<double> with [Dimensions] beyond three dimensions",
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single or SpecialType.System_Int32 or SpecialType.System_Decimal } =>
            "arrays hold double; use double[]",
        { SpecialType: SpecialType.System_UInt64 } => "its values don't fit LONG; use long, Long256 or a [Converter]",
        _ => "use a type of the table in the docs, a [Converter], or [QuestIgnore]",
    };
}
