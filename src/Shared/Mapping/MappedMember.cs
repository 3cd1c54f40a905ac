using Microsoft.CodeAnalysis;
using QuestDb.TypeMap;

namespace QuestDb.Mapping;

/// <summary>A property or field of a mapped type on its way to becoming a column.</summary>
internal sealed class MappedMember(ISymbol symbol, ITypeSymbol type)
{
    /// <summary>The property or field.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>Its declared type.</summary>
    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    public MemberAttributes Attributes { get; } = new();

    /// <summary>Whether an object initializer in the type can set it.</summary>
    public bool CanSet { get; set; }

    /// <summary>Whether code in the type can read it.</summary>
    public bool CanGet { get; set; }

    /// <summary>The parameter of the chosen constructor that sets it, or null.</summary>
    public IParameterSymbol? Parameter { get; set; }

    /// <summary>Whether an object initializer has to set it.</summary>
    public bool IsRequired => Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>The type without <c>?</c>.</summary>
    public ITypeSymbol ValueType => Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        ? nullable.TypeArguments[0]
        : Type;

    /// <summary>Whether the member holds NULL. A reference in code without nullable annotations does.</summary>
    public bool IsNullable => Type.IsReferenceType
        ? Type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether reading can give it null: a constructor parameter may be stricter than the member.</summary>
    public bool ReadsNull => IsNullable && Parameter is not { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };

    /// <summary>The column name.</summary>
    public string ColumnName { get; set; } = "";

    /// <summary>How it is mapped; null as long as that is unknown or where it can't be.</summary>
    public TypeMapEntry? Entry { get; set; }
}
