using System.Diagnostics.CodeAnalysis;

namespace QuestDb.StrictUser.Types.Constructors;

[QuestTable("constructors", ServerTime = true)]
internal partial class PrivateOnly
{
    private PrivateOnly(int a) => A = a;

    public int A { get; }

    public static PrivateOnly Of(int a) => new(a);
}

[QuestTable("constructors", ServerTime = true)]
internal partial class ProtectedEmpty
{
    protected ProtectedEmpty()
    {
    }

    public int A { get; private set; }

    public int B { get; internal set; }

    public int C { get; protected init; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class InitOnly
{
    public int A { get; init; }

    public required string B { get; init; }

    public required string? C { get; set; }

    internal required int D { get; init; }

    public required int E;
}

[QuestTable("constructors", ServerTime = true)]
internal partial class SetsRequired
{
    [SetsRequiredMembers]
    public SetsRequired(int a) => A = a;

    public required int A { get; init; }

    public required int B { get; init; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial record RequiredRecord(int A)
{
    public required int B { get; init; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class OptionalOnly
{
    public OptionalOnly(int a, string text = "x", double number = double.NaN) => (A, Text) = (a, text + number);

    public OptionalOnly(int a, long ticks = 5, DayOfWeek day = DayOfWeek.Friday) => (A, Text) = (a, $"{ticks}{day}");

    public int A { get; }

    [QuestIgnore]
    public string Text { get; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class Permuted
{
    public Permuted(int a, string b) => (A, B) = (a, b);

    public Permuted(string b, int a) => (A, B) = (a, b);

    public int A { get; }

    public string B { get; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class ByReadOnlyReference
{
    public ByReadOnlyReference(in int a, in DateTime b) => (A, B) = (a, b);

    public ByReadOnlyReference(ref int a) => A = a;

    public ByReadOnlyReference(out int a, out int b) => (A, a, b) = (1, 1, 1);

    public int A { get; }

    public DateTime B { get; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class Params
{
    public Params(int a, params double[] values) => (A, Values) = (a, values);

    public int A { get; }

    public double[] Values { get; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class StricterParameter
{
    public StricterParameter(string name) => Name = name;

    public string? Name { get; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial class LooserParameter
{
    public LooserParameter(string? name) => Name = name ?? "";

    [AllowNull]
    public string Name { get; set; }

    [DisallowNull]
    public string? Other { get; set; }

    [MaybeNull]
    public string Third { get; set; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial record CopyConstructor
{
    public CopyConstructor()
    {
    }

    protected CopyConstructor(CopyConstructor other) => A = other.A;

    public int A { get; init; }
}

[QuestTable("constructors", ServerTime = true)]
internal partial struct StructWithBoth
{
    public StructWithBoth() => A = 5;

    public StructWithBoth(int a) => A = a;

    public int A { get; init; } = 3;
}

[QuestTable("constructors", ServerTime = true)]
internal partial record struct Deconstructed(int A, string B)
{
    public int A { get; private set; } = A;

    private readonly string _c = "";

    public readonly void Deconstruct(out string c) => c = _c;
}
