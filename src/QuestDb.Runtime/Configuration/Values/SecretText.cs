namespace QuestDb.Configuration.Values;

/// <summary>A text that no message may show. As text, also inside other records, it is three dots.</summary>
/// <param name="Value">The secret itself, for the server or the file that it is for.</param>
internal sealed record SecretText(string Value)
{
    public override string ToString() => "…";
}
