namespace QuestDb.Generators.ExecutionTests.Shapes;

/// <summary>Members that are not public take part where an attribute asks for it.</summary>
[QuestTable("marked", ServerTime = true)]
internal partial struct MarkedMembers
{
    [QuestColumn("secret")]
    private int _value;
    private int _unmapped;

    public MarkedMembers(int value)
    {
        _value = value;
        _unmapped = value;
    }

    public readonly int Sum() => _value + _unmapped;
}
