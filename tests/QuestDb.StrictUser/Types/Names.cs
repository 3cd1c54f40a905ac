#pragma warning disable CS8981
namespace QuestDb.StrictUser.Types.@namespace.System.QuestDb
{
    using global::QuestDb;

    internal enum @enum { @default, @class, value, Größe, 東京 }

    [QuestTable("names", ServerTime = true)]
    internal partial record struct @struct(int @int, string @string, [property: Symbol] @enum @event, double @this);

    [QuestTable("names", ServerTime = true)]
    internal partial class @class
    {
        public @class(int @params, long @ref) => (@params_, this.@ref) = (@params, @ref);

        private readonly int @params_;

        public int @params => @params_;

        public long @ref { get; }

        public bool @is { get; init; }
    }

    [QuestTable("names", ServerTime = true)]
    internal partial record Contextual(
        int record, int value, int field, int var, int dynamic, int nint, int partial, int where, int async, int await, int yield, int get,
        int set, int init, int add, int file, int scoped, int required, int global, int alias, int nameof, int when, int with, int and);

    [QuestTable("names", ServerTime = true)]
    internal partial record Locals(
        int rows, int i, int batch, int encoder, int column0, [property: Symbol] string? wire1, long? value, int value0, int ordinal,
        int row, [property: Symbol] @enum symbols1, int Schema, int Names0, int IndexOf0);

    [QuestTable("names", ServerTime = true)]
    internal partial class Methods
    {
        public required int ReadRows { get; init; }

        public required int WriteRows { get; init; }

        public required int RowSchema { get; init; }

        public required int TableSchema { get; init; }
    }

    [QuestTable("names", ServerTime = true)]
    internal partial struct Ünïcode
    {
        [QuestColumn("größe")]
        public double Größe { get; set; }

        public double 東京 { get; set; }

        public double \u0061bc { get; set; }

        [Symbol]
        public @enum Quoted { get; set; }
    }

    [QuestRow]
    internal partial record struct System(int A);

    [QuestRow]
    internal partial record struct QuestDb(int A);

    [QuestRow]
    internal partial record struct Int32(int A);

    [QuestRow]
    internal partial record struct Span(DateTime DateTime, Guid Guid, global::System.Net.IPAddress? IPAddress);

    [QuestRow]
    internal partial record struct GeneratedCode(int A);

    internal partial class Attribute
    {
        [QuestRow]
        internal partial record struct Obsolete(int A);
    }

    [QuestRow]
    internal partial record struct trade(int a);

    internal enum Aliases : sbyte { Buy = 1, Bid = 1, Sell = -1, [SymbolName("a\\b\r\n\"")] Odd = 5, None = sbyte.MinValue }

    internal enum Big : ulong { Zero, Max = ulong.MaxValue }

    [QuestTable("names", ServerTime = true)]
    internal partial record struct Enums([Symbol] Aliases A, [Symbol] Big? B, Aliases C, [Symbol] DayOfWeek D, UriKind? E);

    namespace Collections
    {
        [QuestRow]
        internal partial record struct Generic(int A);
    }
}
