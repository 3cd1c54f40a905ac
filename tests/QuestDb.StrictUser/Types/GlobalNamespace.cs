using QuestDb;

[QuestTable("global", ServerTime = true)]
internal partial record struct StrictGlobalRow(int A);

internal partial class StrictGlobalOuter
{
    [QuestTable("global", ServerTime = true)]
    internal partial class Row
    {
        public int A { get; set; }
    }
}
