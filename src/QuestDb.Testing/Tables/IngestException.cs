using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Tables;

/// <summary>An ingest batch was refused; nothing of it was written.</summary>
internal sealed class IngestException(StatusCode status, string message) : Exception(message)
{
    public StatusCode Status { get; } = status;
}
