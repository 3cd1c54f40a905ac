using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;

namespace QuestDb;

/// <summary>
/// The typed rows of a query, a whole result batch at a time, for <c>await foreach</c>. Each batch is valid until the next one is asked
/// for: its memory is used again. Otherwise as <see cref="QueryResult{T}"/>.
/// </summary>
/// <remarks>
/// It is no <see cref="IAsyncEnumerable{T}"/>, on purpose: whatever gathers the batches of one, such as <c>ToListAsync</c>, would keep
/// batches that have ended. <see cref="QueryResult{T}.ToArrayAsync"/> gathers rows.
/// </remarks>
/// <typeparam name="T">The record type.</typeparam>
public sealed class QueryBatchResult<T>
{
    private readonly QueryPool _pool;
    private readonly RowMap<T> _map;
    private readonly QueryText _query;
    private readonly CancellationToken _cancellationToken;

    internal QueryBatchResult(QueryPool pool, RowMap<T> map, QueryText query)
        : this(pool, map, query.WithRows(), CancellationToken.None)
    {
    }

    private QueryBatchResult(QueryPool pool, RowMap<T> map, QueryText query, CancellationToken cancellationToken)
    {
        _pool = pool;
        _map = map;
        _query = query;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The same query, run with options.</summary>
    /// <param name="options">How to run it.</param>
    public QueryBatchResult<T> With(QueryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueryBatchResult<T>(_pool, _map, _query with { Options = options }, _cancellationToken);
    }

    /// <summary>The same query with a token that stops it, for <c>await foreach</c>.</summary>
    /// <param name="cancellationToken">Stops the query; the wait for rows ends with <see cref="OperationCanceledException"/>.</param>
    public QueryBatchResult<T> WithCancellation(CancellationToken cancellationToken) => new(_pool, _map, _query, cancellationToken);

    /// <summary>Runs the query. One thread at a time uses the enumerator.</summary>
    public Enumerator GetAsyncEnumerator() =>
        new(new BatchEnumerator<T>(_pool, _map, _query, QueryPurpose.Rows, views: true, _cancellationToken));

    /// <summary>Goes through the batches of a query.</summary>
    public sealed class Enumerator : IAsyncDisposable
    {
        private readonly BatchEnumerator<T> _batches;

        internal Enumerator(BatchEnumerator<T> batches) => _batches = batches;

        /// <summary>The batch, until the next one is asked for.</summary>
        /// <exception cref="QuestDbException">
        /// <see cref="ErrorCode.InvalidState"/>: there is none, before the first, after the last or after an error.
        /// </exception>
        public RecordBatch<T> Current => _batches.Records;

        /// <summary>Goes to the next batch with rows; false at the end. After an error it throws the same one again.</summary>
        /// <exception cref="QuestDbException">
        /// <see cref="ErrorCode.QueryFailed"/>, <see cref="ErrorCode.ResultMismatch"/>, <see cref="ErrorCode.UnexpectedNull"/>,
        /// <see cref="ErrorCode.ConnectionLost"/>, and the codes of a failed connection; <see cref="ErrorCode.InvalidState"/>: another call
        /// uses the enumerator.
        /// </exception>
        /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
        public ValueTask<bool> MoveNextAsync() => _batches.MoveNextAsync();

        /// <summary>Ends the query.</summary>
        public ValueTask DisposeAsync() => _batches.DisposeAsync();
    }
}
