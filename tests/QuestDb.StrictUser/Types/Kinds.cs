using QuestDb;

[assembly: CLSCompliant(true)]

namespace QuestDb.StrictUser.Types;

/// <summary>A public row, which takes its documentation with it.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Price">The price.</param>
/// <param name="Time">When.</param>
[QuestTable("kinds")]
public readonly partial record struct PublicTrade([Symbol] string Symbol, double Price, [Designated] DateTime Time);

/// <summary>A public class.</summary>
[QuestTable("kinds", ServerTime = true)]
public sealed partial class PublicClass
{
    /// <summary>How many.</summary>
    public int Count { get; set; }
}

/// <summary>A public class that can be derived from.</summary>
[QuestRow]
public partial class PublicOpenClass
{
    /// <summary>How many.</summary>
    public int Count { get; set; }
}

/// <summary>A public struct.</summary>
[QuestRow]
public partial struct PublicStruct
{
    /// <summary>How many.</summary>
    public int Count;
}

/// <summary>A public record.</summary>
/// <param name="Count">How many.</param>
[QuestRow(Strict = true)]
public partial record PublicRecord(int Count);

[QuestTable("kinds", ServerTime = true)]
internal partial record struct RecordStruct(int A, long? B, string? C);

[QuestTable("kinds", ServerTime = true)]
internal readonly partial record struct ReadonlyRecordStruct(int A);

[QuestTable("kinds", ServerTime = true)]
internal partial record Record(int A);

[QuestTable("kinds", ServerTime = true)]
internal sealed partial record SealedRecord
{
    public int A { get; init; }
}

[QuestTable("kinds", ServerTime = true)]
internal partial struct Struct
{
    public int A;
    public int B { get; set; }
}

[QuestTable("kinds", ServerTime = true)]
internal readonly partial struct ReadonlyStruct
{
    public ReadonlyStruct(int a) => A = a;

    public readonly int A;
}

[QuestTable("kinds", ServerTime = true)]
internal unsafe partial struct UnsafeStruct
{
    public int A;
    private int* _pointer;
    [QuestIgnore]
    public fixed byte Buffer[8];

    public readonly bool IsNull => _pointer is null;

    public void Set(int* pointer) => _pointer = pointer;
}

[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
[QuestTable("kinds", ServerTime = true)]
internal partial struct ExplicitLayout
{
    [System.Runtime.InteropServices.FieldOffset(0)]
    public int A;
    [System.Runtime.InteropServices.FieldOffset(4)]
    public int B;
}

[Serializable]
[System.Diagnostics.DebuggerDisplay("{A}")]
[QuestTable("kinds", ServerTime = true)]
internal partial class Attributed
{
    [field: NonSerialized]
    [QuestColumn("a b")]
    public int A { get; set; }
}

[QuestTable("kinds", ServerTime = true)]
internal partial class EverythingElse : IDisposable
{
    public const int Constant = 5;
    public static readonly int Shared = 1;
    public static int Counter { get; set; }

    public int A { get; set; }

    public object Computed => A;

    public int this[int index] => index;

    public event EventHandler? Changed;

    public delegate void Handler();

    public enum Nested { X }

    public static implicit operator int(EverythingElse value) => value.A;

    public static EverythingElse operator +(EverythingElse left, EverythingElse right) => new() { A = left.A + right.A };

    ~EverythingElse() => Changed = null;

    public void Dispose()
    {
        Changed?.Invoke(this, EventArgs.Empty);
        GC.SuppressFinalize(this);
    }
}
