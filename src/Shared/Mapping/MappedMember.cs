using Microsoft.CodeAnalysis;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Mapping;

/// <summary>A property or field of a mapped type on its way to becoming a column.</summary>
internal sealed class MappedMember(ISymbol symbol, ITypeSymbol type)
{
    /// <summary>The property or field.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>Its declared type.</summary>
    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    public MemberAttributes Attributes { get; private set; } = new();

    /// <summary>The member of a map class that carries the attributes, or null.</summary>
    public ISymbol? MapMember { get; private set; }

    /// <summary>Takes the attributes of a member of a map class in place of its own.</summary>
    public void TakeAttributes(ISymbol mapMember)
    {
        MapMember = mapMember;
        Attributes = new MemberAttributes();
        Attributes.Add(mapMember);
    }

    /// <summary>Whether an object initializer in the type can set it.</summary>
    public bool CanSet { get; set; }

    /// <summary>Whether code in the type can read it.</summary>
    public bool CanGet { get; set; }

    /// <summary>The getter of a property, which may be that of its base; null where there is none.</summary>
    public IMethodSymbol? Getter { get; set; }

    /// <summary>The setter of a property, which may be that of its base; null where there is none.</summary>
    public IMethodSymbol? Setter { get; set; }

    /// <summary>The parameter of the chosen constructor that sets it, or null.</summary>
    public IParameterSymbol? Parameter { get; set; }

    /// <summary>Whether an object initializer has to set it.</summary>
    public bool IsRequired => Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>The type without <c>?</c>.</summary>
    public ITypeSymbol ValueType => Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        ? nullable.TypeArguments[0]
        : Type;

    /// <summary>The converter between <see cref="ValueType"/> and <see cref="StoredType"/>, or null.</summary>
    public INamedTypeSymbol? Converter { get; set; }

    /// <summary>The type that is stored: <see cref="ValueType"/> or what a converter makes of it.</summary>
    public ITypeSymbol StoredType { get => field ?? ValueType; set; }

    /// <summary>
    /// Arguments of the attribute that selects the entry: digits of a DECIMAL, bits of a GEOHASH, dimensions of an array.
    /// </summary>
    public ColumnParameters Parameters { get; set; }

    /// <summary>Whether the member holds NULL. A reference in code without nullable annotations does.</summary>
    public bool IsNullable => Type.IsReferenceType
        ? Type.NullableAnnotation != NullableAnnotation.NotAnnotated
        : Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether reading can give it null: a constructor parameter may be stricter than the member.</summary>
    public bool ReadsNull =>
        IsNullable && Parameter is not { Type.IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated };

    /// <summary>The column name.</summary>
    public string ColumnName { get; set; } = "";

    /// <summary>How it is mapped; null as long as that is unknown or where it can't be.</summary>
    public TypeMapEntry? Entry { get; set; }
}
