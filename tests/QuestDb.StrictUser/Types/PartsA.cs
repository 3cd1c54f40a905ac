namespace QuestDb.StrictUser.Types.Parts;

[QuestTable("parts", ServerTime = true)]
internal partial class SeveralParts
{
    public int A { get; set; }
}

internal partial record struct LatePart
{
    public int B { get; set; }
}

internal static partial class Around
{
    internal partial class Between
    {
        [QuestRow]
        internal partial struct Row
        {
            public int A;
        }
    }
}
