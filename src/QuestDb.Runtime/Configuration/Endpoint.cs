namespace QuestDb.Configuration;

/// <summary>One server address.</summary>
internal sealed record Endpoint(string Host, int Port)
{
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
