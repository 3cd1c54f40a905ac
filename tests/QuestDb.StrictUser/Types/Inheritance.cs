namespace QuestDb.StrictUser.Types.Inheritance;

internal interface IPriced
{
    static abstract int Digits { get; }

    static virtual int Places => 2;

    double Price { get; set; }

    int Twice => (int)Price * 2;
}

internal abstract class Base
{
    public int A { get; set; }

    public virtual int B { get; set; }

    public abstract int C { get; set; }

    public int Hidden { get; set; }

    public int HiddenByMethod { get; set; }

    protected int Protected { get; set; }

    internal int Internal { get; set; }

    private protected int PrivateProtected { get; set; }
}

[QuestTable("inheritance", ServerTime = true)]
internal partial class Derived : Base, IPriced
{
    public static int Digits => 2;

    public override int B { get => base.B; set => base.B = value; }

    public override int C { get; set; }

    public new string Hidden { get; set; } = "";

    public new static int HiddenByMethod() => 1;

    double IPriced.Price { get; set; }
}

[QuestTable("inheritance", ServerTime = true)]
internal sealed partial class Sealed : Derived
{
    public sealed override int C { get => base.C; set => base.C = value; }

    public int D { get; set; }
}

internal abstract record Event([property: Designated] DateTime Ts)
{
    [Symbol]
    public virtual string? Source { get; init; }
}

[QuestTable("inheritance")]
internal sealed partial record Order(DateTime Ts, double Price) : Event(Ts)
{
    public override string? Source { get; init; }
}

[QuestTable("inheritance")]
internal partial record Quote(DateTime Ts) : Event(Ts);

[QuestTable("inheritance")]
internal sealed partial record FirmQuote(DateTime Ts, double Price) : Quote(Ts);

internal class GenericBase<T>
{
    public T Value { get; set; } = default!;
}

[QuestTable("inheritance", ServerTime = true)]
internal partial class OfDouble : GenericBase<double>
{
}

[QuestTable("inheritance", ServerTime = true)]
internal partial class OfText : GenericBase<string?>
{
}

[QuestTable("inheritance", ServerTime = true)]
internal partial struct Comparable : IComparable<Comparable>, IEquatable<Comparable>, IPriced
{
    public static int Digits => 3;

    public double Price { get; set; }

    public static bool operator ==(Comparable left, Comparable right) => left.Equals(right);

    public static bool operator !=(Comparable left, Comparable right) => !left.Equals(right);

    public readonly int CompareTo(Comparable other) => Price.CompareTo(other.Price);

    public readonly bool Equals(Comparable other) => Price.Equals(other.Price);

    public override readonly bool Equals(object? obj) => obj is Comparable other && Equals(other);

    public override readonly int GetHashCode() => Price.GetHashCode();
}

internal interface IParser<TSelf>
    where TSelf : IParser<TSelf>
{
    static abstract TSelf Parse(string text);
}

[QuestTable("inheritance", ServerTime = true)]
internal partial record struct Parsed(int A) : IParser<Parsed>
{
    static Parsed IParser<Parsed>.Parse(string text) => new(text.Length);
}

internal sealed partial class CursorOf : List<int>
{
    [QuestRow]
    internal sealed partial class Listed : Dictionary<string, int>
    {
        public int A { get; set; }
    }
}
