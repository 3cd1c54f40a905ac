using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Sql;

/// <summary>A statement was refused or failed.</summary>
internal sealed class SqlException(StatusCode status, string message, int position = 0) : Exception(message)
{
    public StatusCode Status { get; } = status;

    /// <summary>Index into the SQL text, in UTF-16 code units.</summary>
    public int Position { get; } = position;
}
