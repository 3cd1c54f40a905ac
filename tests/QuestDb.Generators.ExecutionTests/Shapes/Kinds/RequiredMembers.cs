using System.Diagnostics.CodeAnalysis;

namespace QuestDb.Generators.ExecutionTests.Shapes;

/// <summary>A constructor sets required members, and the compiler still wants them in the initializer.</summary>
[QuestTable("required")]
internal sealed partial class RequiredMembers(string text)
{
    public required string Text { get; init; } = text;

    [Designated]
    public required DateTime Ts { get; init; }
}

/// <summary>Here the constructor promises to set them all.</summary>
[QuestTable("required")]
[method: SetsRequiredMembers]
internal sealed partial class RequiredMembersSet(string text, DateTime ts)
{
    public required string Text { get; init; } = text;

    [Designated]
    public required DateTime Ts { get; init; } = ts;

    [QuestIgnore]
    public required string Comment { get; init; } = "";
}

/// <summary>A required member takes part although it is not public, and a stricter parameter keeps null out.</summary>
[QuestTable("required", ServerTime = true)]
internal sealed partial class RequiredInternal(string name)
{
    public string? Name { get; } = name;

    internal required int Count { get; init; }
}
