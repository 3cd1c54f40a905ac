using QuestDb.Testing.Tables;
using QuestDb.Wire;

namespace QuestDb.Testing.Sql;

/// <summary>The tables of one server and the SQL over them. Thread-safe.</summary>
internal sealed class Database
{
    /// <summary>Runs one statement; each bind is a vector of one row, whose type is the bind's wire type.</summary>
    /// <exception cref="SqlException">The statement was refused or failed.</exception>
    public StatementResult Execute(string sql, IReadOnlyList<ColumnVector> binds, CancellationToken ct)
        => throw new SqlException(StatusCode.InternalError, $"not supported by the in-process server yet: {sql}");

    /// <summary>Appends all blocks or none, as one commit.</summary>
    /// <returns>Each table written and its sequencer transaction number.</returns>
    /// <exception cref="IngestException">A block was refused; nothing was written.</exception>
    public IReadOnlyList<(string Table, long SeqTxn)> Commit(IReadOnlyList<IngestBlock> blocks)
        => throw new IngestException(StatusCode.InternalError, $"{blocks.Count} blocks are not supported by the in-process server yet");
}
