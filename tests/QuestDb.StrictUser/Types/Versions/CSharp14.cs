namespace QuestDb.StrictUser.Types.Versions;

[QuestTable("versions", ServerTime = true)]
internal partial class FieldKeyword
{
    public string A { get; set => field = value.Trim(); } = "";

    [field: QuestColumn("b2")]
    public int B { get => field; init => field = value; }
}

[QuestTable("versions", ServerTime = true)]
internal partial class PartialConstructor
{
    public partial PartialConstructor(int a);

    public partial PartialConstructor(int a) => A = a;

    public int A { get; }
}

internal static class Extensions
{
    extension(FieldKeyword row)
    {
        public int Length => row.A.Length;
    }
}
