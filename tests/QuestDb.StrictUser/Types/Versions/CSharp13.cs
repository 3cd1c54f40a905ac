namespace QuestDb.StrictUser.Types.Versions;

[QuestTable("versions", ServerTime = true)]
internal partial class PartialProperty
{
    public partial int A { get; set; }

    public required partial string B { get; init; }
}

internal partial class PartialProperty
{
    private int _a;

    public partial int A { get => _a; set => _a = value; }

    public required partial string B { get => ""; init => _a = value.Length; }
}

[QuestRow]
internal partial class ParamsCollection(params ReadOnlySpan<int> values)
{
    public ParamsCollection(int a)
        : this([a]) => A = a;

    public int A { get; set; } = values.Length;
}

internal partial class AllowsRefStruct<T>
    where T : allows ref struct
{
    [QuestRow]
    internal partial record struct Row(int A);
}
