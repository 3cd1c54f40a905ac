using QuestDb.Egress;
using QuestDb.Threading;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>
    /// Borrows a query connection for one owner: an idle one, or a new one, for which it blocks the thread
    /// (<see cref="BorrowReaderAsync"/> does not). Dispose the reader to give it back.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.PoolExhausted"/>: <c>query_pool_max</c> queries and readers are open, also after
    /// <c>acquire_timeout_ms</c>; <see cref="ErrorCode.Disposed"/>; the codes of a failed connection.
    /// </exception>
    public Reader BorrowReader() => Lend(BlockingWait.For(_queries.BorrowAsync(CancellationToken.None)), _borrows.Site());

    /// <summary>Borrows a query connection for one owner: an idle one, or a new one. Dispose the reader to give it back.</summary>
    /// <param name="cancellationToken">Ends the wait for a place, and stops opening a connection.</param>
    /// <exception cref="QuestDbException">As for <see cref="BorrowReader"/>.</exception>
    public async ValueTask<Reader> BorrowReaderAsync(CancellationToken cancellationToken = default)
    {
        string? site = _borrows.Site();
        return Lend(await _queries.BorrowAsync(cancellationToken).ConfigureAwait(false), site);
    }

    private Reader Lend(QuerySession session, string? site) => new(session, _borrows.Begin(session, site));
}
