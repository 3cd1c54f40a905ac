namespace QuestDb.Generators.Models;

/// <summary>A member of an enum and its text.</summary>
/// <param name="Expression">The member, fully qualified.</param>
/// <param name="Text">Its SYMBOL text.</param>
/// <param name="IsAlias">Whether a member before it has the same value: the text is read, but not written.</param>
internal sealed record EnumMemberModel(string Expression, string Text, bool IsAlias);
