#nullable disable
namespace QuestDb.StrictUser.Types.Unannotated;

[QuestTable("unannotated", ServerTime = true)]
internal partial class Oblivious
{
    public string A { get; set; }

    [Symbol]
    public string B { get; set; }

    public double[] C { get; set; }

    public System.Net.IPAddress D { get; set; }
}

[QuestTable("unannotated", ServerTime = true)]
internal partial record ObliviousRecord(string A, byte[] B);

#nullable enable
[QuestTable("unannotated", ServerTime = true)]
internal partial record Mixed(
#nullable disable
    string A,
#nullable restore
    string B);
