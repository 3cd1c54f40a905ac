using Price = (double Bid, double Ask);

namespace QuestDb.StrictUser.Types.Versions;

[QuestTable("versions", ServerTime = true)]
internal sealed partial class PrimaryConstructor([Symbol] string venue, int depth = 5)
{
    public string Venue { get; } = venue;

    [QuestIgnore]
    public int Depth { get; } = depth;
}

[QuestTable("versions", ServerTime = true)]
internal readonly partial struct PrimaryStruct(int a)
{
    public int A { get; } = a;

    public Price Both => (A, A);
}

[System.Runtime.CompilerServices.InlineArray(4)]
internal struct Four
{
    private int _first;
}

[QuestTable("versions", ServerTime = true)]
internal partial struct Inline(int a)
{
    public int A = a;
    internal Four Four = default;
}

[QuestRow]
internal partial class Empty;

internal partial class Empty
{
    public int A { get; set; }
}

[QuestTable("versions", ServerTime = true)]
internal partial class ReadOnlyReference
{
    public ReadOnlyReference(ref readonly int a) => A = a;

    public ReadOnlyReference()
    {
    }

    public int A { get; set; }
}
