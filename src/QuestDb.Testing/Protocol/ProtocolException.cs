using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Protocol;

/// <summary>A message the server refuses, with the status it answers.</summary>
internal sealed class ProtocolException(StatusCode status, string message) : Exception(message)
{
    public StatusCode Status { get; } = status;

    public static ProtocolException Parse(string message) => new(StatusCode.ParseError, message);
}
