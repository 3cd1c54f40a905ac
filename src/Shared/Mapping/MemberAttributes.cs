using Microsoft.CodeAnalysis;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Mapping;

/// <summary>The attributes of ours on one member and on the constructor parameter that goes with it.</summary>
internal sealed class MemberAttributes
{
    private readonly List<AttributeData> _selecting = [];

    public AttributeData? Column { get; private set; }

    public AttributeData? Designated { get; private set; }

    public AttributeData? Ignore { get; private set; }

    public AttributeData? Converter { get; private set; }

    public AttributeData? Dimensions { get; private set; }

    /// <summary>Attributes that select an entry of the type map; more than one is a fault.</summary>
    public IReadOnlyList<AttributeData> Selecting => _selecting;

    /// <summary>Name of the attribute that selects the entry, or null.</summary>
    public string? SelectingName => _selecting.Count > 0 ? KnownAttributes.NameOf(_selecting[0]) : null;

    /// <summary>The first attribute that asks for a mapping, or null.</summary>
    public AttributeData? FirstMapping => Column ?? Designated ?? Converter ?? Dimensions ?? _selecting.FirstOrDefault();

    /// <summary>Adds the attributes of a symbol; what is there already stays.</summary>
    public void Add(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            switch (KnownAttributes.NameOf(attribute))
            {
                case null:
                    break;
                case "QuestColumn":
                    Column ??= attribute;
                    break;
                case "Designated":
                    Designated ??= attribute;
                    break;
                case "QuestIgnore":
                    Ignore ??= attribute;
                    break;
                case "Converter":
                    Converter ??= attribute;
                    break;
                case "Dimensions":
                    Dimensions ??= attribute;
                    break;
                case { } name
                    when TypeMapTable.SelectingAttributes.Contains(name) && !_selecting.Any(a => KnownAttributes.NameOf(a) == name):
                    _selecting.Add(attribute);
                    break;
            }
        }
    }
}
