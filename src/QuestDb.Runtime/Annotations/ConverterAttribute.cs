namespace QuestDb;

/// <summary>
/// Stores the member through a converter: <c>[Converter(typeof(PriceConverter))]</c>. The other attributes of the member, such as
/// <see cref="SymbolAttribute"/> or <see cref="DecimalAttribute"/>, apply to the type that the converter stores.
/// </summary>
/// <param name="converter">
/// A type that implements <see cref="IColumnConverter{TMember, TColumn}"/> for the type of the member, with public methods.
/// </param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ConverterAttribute(Type converter) : Attribute
{
    /// <summary>The converter.</summary>
    public Type Converter { get; } = converter;
}
