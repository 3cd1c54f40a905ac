#pragma warning disable CS0612, CS0618, CS0672, OLD001, OLD002, OLD003, TRY001, TRY002, TRY003, TRY004
using System.Diagnostics.CodeAnalysis;

namespace QuestDb.StrictUser.Types.Limits;

[Experimental("TRY001")]
internal enum State
{
    Open,
    [Obsolete("gone", true)]
    Halted,
    [Obsolete("old", DiagnosticId = "OLD001", UrlFormat = "https://example.org/{0}")]
    Closed,
    [Experimental("TRY002")]
    Tried,
}

[QuestTable("limits", ServerTime = true)]
internal partial class ObsoleteMembers
{
    [Obsolete]
    public int A { get; set; }

    [Obsolete("old")]
    public int B { get; set; }

    [Obsolete("old", DiagnosticId = "OLD002")]
    public int C { get; set; }

    [QuestIgnore]
    [Obsolete("gone", true)]
    public int D { get; set; }

    public int E { [Obsolete("old", DiagnosticId = "OLD003")] get; [Obsolete] set; }
}

[QuestTable("limits", ServerTime = true)]
internal partial class ObsoleteWays
{
    [Obsolete("gone", true)]
    public ObsoleteWays(int a, int b, int c) => (A, B) = (a, b + c);

    public ObsoleteWays(int a) => _a = a;

    private int _a;

    public int A { get => _a; [Obsolete("gone", true)] set => _a = value; }

    public int B { get; set; }
}

[QuestTable("limits", ServerTime = true)]
internal partial class ExperimentalMembers
{
    [Experimental("TRY003")]
    public ExperimentalMembers(int a) => A = a;

    [Experimental("TRY004")]
    public int A { get; }

    [Symbol]
    public State State { get; set; }

    public State Number { get; set; }
}

[Obsolete("all of it")]
[QuestTable("limits", ServerTime = true)]
internal partial class ObsoleteType
{
    [Obsolete("gone", true)]
    public ObsoleteType()
    {
    }

    [Obsolete("gone", true)]
    public int A { get; set; }
}

[Experimental("TRY005")]
[QuestTable("limits", ServerTime = true)]
internal partial record struct ExperimentalType(int A);

internal class ObsoleteBase
{
    [Obsolete("old", DiagnosticId = "OLD004")]
    public virtual int A { get; set; }
}

[QuestTable("limits", ServerTime = true)]
internal partial class ObsoleteOverride : ObsoleteBase
{
    public override int A { get; set; }
}
