#nullable disable
namespace QuestDb.Generators.ExecutionTests.Shapes;

[QuestTable("oblivious", ServerTime = true)]
internal partial class NullableDisabled
{
    public string Text { get; set; }

    [Symbol]
    public string Tag { get; set; }
}
