namespace QuestDb.Analyzers;

internal static class Categories
{
    public const string Mapping = "QuestDb.Mapping";
    public const string Usage = "QuestDb.Usage";
}
