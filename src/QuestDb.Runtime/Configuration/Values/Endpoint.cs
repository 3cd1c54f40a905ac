namespace QuestDb.Configuration.Values;

/// <summary>One server address.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    public const int DefaultPort = 9000;

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
