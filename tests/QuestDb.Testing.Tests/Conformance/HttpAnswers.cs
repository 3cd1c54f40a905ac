using System.Text;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>Compares the answers to upgrade requests: status, headers of the protocols, and the text of a refusal.</summary>
internal static class HttpAnswers
{
    /// <summary>A response that was made up, for a recording that starts behind it, does not list all headers.</summary>
    public static void AssertSame(byte[] expected, (string Head, string Body) actual)
    {
        string text = Encoding.UTF8.GetString(expected);
        string[] lines = text[..(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)].Split("\r\n");
        string[] own = actual.Head.Split("\r\n");
        Assert.Equal(lines[0].Split(' ')[1], own[0].Split(' ')[1]);
        foreach (string header in lines.Where(l => IsOfProtocol(l, "Sec-") || IsOfProtocol(l, "X-")))
            Assert.Contains(header, own);
        if (lines.Any(l => IsOfProtocol(l, "Connection")))
            Assert.Equal(lines.Count(l => IsOfProtocol(l, "X-")), own.Count(l => IsOfProtocol(l, "X-")));
        if (text.Contains("Content-Length", StringComparison.Ordinal))
            Assert.EndsWith("\r\n\r\n" + actual.Body, text);
    }

    private static bool IsOfProtocol(string header, string prefix) => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
