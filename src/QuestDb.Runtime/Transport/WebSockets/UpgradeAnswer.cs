using System.Globalization;

namespace QuestDb.Transport.WebSockets;

/// <summary>The head of the HTTP answer to an upgrade.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers in their order.</param>
internal sealed record UpgradeAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public const int SwitchingProtocols = 101;

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name)
    {
        foreach ((string key, string value) in Headers)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>Reads a head; null when its first line is not that of an answer.</summary>
    public static UpgradeAnswer? Parse(string head)
    {
        string[] lines = head.Split("\r\n");
        // HTTP/1.1 101 Switching Protocols
        string[] first = lines[0].Split(' ', 3);
        if (first.Length < 2 || !int.TryParse(first[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status)) return null;
        var headers = new List<KeyValuePair<string, string>>();
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':');
            if (colon > 0) headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return new UpgradeAnswer(status, headers);
    }
}
