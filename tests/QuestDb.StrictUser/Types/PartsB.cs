namespace QuestDb.StrictUser.Types.Parts;

internal sealed partial class SeveralParts : IDisposable
{
    public int B { get; set; }

    public void Dispose() => B = 0;
}

[QuestTable("parts", ServerTime = true)]
internal readonly partial record struct LateStruct(int A);

[QuestTable("parts", ServerTime = true)]
internal partial record struct LatePart(int A);

internal static partial class Around
{
    internal sealed partial class Between
    {
        internal partial struct Row
        {
            public int B { readonly get => A; set => A = value; }
        }
    }
}
