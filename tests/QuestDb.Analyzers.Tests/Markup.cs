using System.Text.RegularExpressions;

namespace QuestDb.Analyzers.Tests;

/// <summary>Source in which <c>{|QDB0004:…|}</c> marks where a diagnostic is expected.</summary>
internal static partial class Markup
{
    /// <summary>The source without marks, and what they mark: <c>QDB0004 "…" at 17</c>.</summary>
    public static (string Source, string[] Expected) Parse(string markup)
    {
        var expected = new List<string>();
        string source = markup;
        while (Mark().Match(source) is { Success: true } mark)
        {
            expected.Add(Describe(mark.Groups[1].Value, mark.Groups[2].Value, mark.Index));
            source = string.Concat(source.AsSpan(0, mark.Index), mark.Groups[2].Value, source.AsSpan(mark.Index + mark.Length));
        }

        return (source, [.. expected]);
    }

    public static string Describe(string id, string text, int position) => $"{id} \"{text}\" at {position}";

    [GeneratedRegex(@"\{\|(\w+):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
