using QuestDb.TypeMap;

namespace QuestDb.Generators.Models;

/// <summary>One column and the member it is mapped to.</summary>
/// <param name="Name">The column name.</param>
/// <param name="Member">The member as source spells it.</param>
/// <param name="MemberType">Its type without <c>?</c>, fully qualified.</param>
/// <param name="Description">The member for error messages: <c>double Trade.Price</c>.</param>
/// <param name="Entry">Its entry in the type map.</param>
/// <param name="Nullable">Whether the member holds NULL.</param>
/// <param name="ReadsNull">Whether reading can give it null.</param>
/// <param name="Designated">Whether it is the designated timestamp.</param>
/// <param name="Parameter">The constructor parameter that sets it, or null.</param>
/// <param name="InInitializer">Whether an object initializer sets it.</param>
/// <param name="EnumIndex">Position of its enum in the model, or -1.</param>
internal sealed record ColumnModel(
    string Name,
    string Member,
    string MemberType,
    string Description,
    TypeMapEntry Entry,
    bool Nullable,
    bool ReadsNull,
    bool Designated,
    string? Parameter,
    bool InInitializer,
    int EnumIndex);
