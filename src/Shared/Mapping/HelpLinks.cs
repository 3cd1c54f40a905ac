namespace QuestDb.Shared.Mapping;

/// <summary>The one place that knows where the page of a rule is.</summary>
internal static class HelpLinks
{
    private const string Base = "https://github.com/questdb-dotnet/questdb-dotnet/blob/main/docs/rules/";

    public static string Of(string id) => $"{Base}{id}.md";
}
