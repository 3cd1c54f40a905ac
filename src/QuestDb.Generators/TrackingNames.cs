namespace QuestDb.Generators;

/// <summary>Names of the pipeline's steps, for the tests that prove its caching.</summary>
internal static class TrackingNames
{
    public const string Tables = "TableModels";
    public const string Rows = "RowModels";

    public static readonly string[] All = [Tables, Rows];
}
