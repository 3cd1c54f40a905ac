namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>Lends a sender for chunks, with a connection and a queue of its own. Dispose it to return it.</summary>
    /// <remarks>
    /// A sender that was returned is lent again; else a new one connects, while the call waits as <c>initial_connect_retry</c> says.
    /// Column and row senders share the cap <c>sender_pool_max</c>. Rows of different senders have no order among each other.
    /// </remarks>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: as many are borrowed as <c>sender_pool_max</c> allows; <see cref="ErrorCode.Disposed"/>; the codes of a failed connection.</exception>
    public ColumnSender BorrowColumnSender() => new(_senders.Borrow());

    /// <summary>Lends a sender for rows, with a connection, a queue and a buffer of its own. Dispose it to flush the buffer and return it.</summary>
    /// <remarks>As for <see cref="BorrowColumnSender"/>.</remarks>
    /// <exception cref="QuestDbException">As for <see cref="BorrowColumnSender"/>.</exception>
    public RowSender BorrowRowSender() => new(_senders.Borrow(), _settings);
}
