namespace QuestDb.TestSupport;

/// <summary>Bytes that a strict reader of the protocol text refuses.</summary>
public sealed class WireFormatException(string message, int position) : Exception($"{message} (at byte {position})")
{
    public int Position { get; } = position;
}
