namespace QuestDb.Generators.Models;

/// <summary>An enum whose members are stored as SYMBOL texts.</summary>
/// <param name="Type">The enum, fully qualified.</param>
/// <param name="Name">The enum for error messages.</param>
/// <param name="Members">Its members in declaration order.</param>
/// <param name="IsDense">Whether the values are 0, 1, 2, … in that order.</param>
internal sealed record EnumModel(string Type, string Name, EquatableArray<EnumMemberModel> Members, bool IsDense);
