using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;

namespace QuestDb;

/// <summary>
/// The typed rows of a query, streamed. Nothing is sent before the first row is asked for, and each enumeration runs the
/// query anew. Leaving the loop early, or cancelling its token, stops the query on the server. When its connection breaks before
/// a row was handed out, the query starts again on another; after that only with <see cref="QueryOptions.OnFailoverReset"/>.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class QueryResult<T> : IAsyncEnumerable<T>
{
    private readonly QueryPool _pool;
    private readonly RowMap<T> _map;
    private readonly QueryText _query;

    internal QueryResult(QueryPool pool, RowMap<T> map, QueryText query)
    {
        _pool = pool;
        _map = map;
        _query = query.WithRows();
    }

    /// <summary>The same query, run with options.</summary>
    /// <param name="options">How to run it.</param>
    public QueryResult<T> With(QueryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueryResult<T>(_pool, _map, _query with { Options = options });
    }

    /// <summary>Runs the query. One thread at a time uses the enumerator.</summary>
    /// <param name="cancellationToken">Stops the query; the wait for rows ends with <see cref="OperationCanceledException"/>.</param>
    public Enumerator GetAsyncEnumerator(CancellationToken cancellationToken = default) => new(Run(QueryPurpose.Rows, cancellationToken));

    IAsyncEnumerator<T> IAsyncEnumerable<T>.GetAsyncEnumerator(CancellationToken cancellationToken) =>
        GetAsyncEnumerator(cancellationToken);

    /// <summary>
    /// Reads every row. Nothing is handed out before the end: when a connection breaks, the query starts again (<c>failover</c>).
    /// </summary>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.QueryFailed"/>, <see cref="ErrorCode.ResultMismatch"/>, <see cref="ErrorCode.UnexpectedNull"/>,
    /// <see cref="ErrorCode.ConnectionLost"/>, and the codes of a failed connection.
    /// </exception>
    public async Task<T[]> ToArrayAsync(CancellationToken cancellationToken = default)
    {
        BatchEnumerator<T> batches = Run(QueryPurpose.Array, cancellationToken);
        await using (batches.ConfigureAwait(false))
        {
            T[] rows = [];
            int count = 0;
            int run = batches.Runs;
            while (true)
            {
                bool hasBatch = await batches.MoveNextAsync().ConfigureAwait(false);
                if (batches.Runs != run) (run, count) = (batches.Runs, 0);
                if (!hasBatch) break;
                ReadOnlySpan<T> batch = batches.Current;
                if (rows.Length - count < batch.Length) Array.Resize(ref rows, Math.Max(count + batch.Length, rows.Length * 2));
                batch.CopyTo(rows.AsSpan(count));
                count += batch.Length;
            }

            Array.Resize(ref rows, count);
            return rows;
        }
    }

    private BatchEnumerator<T> Run(QueryPurpose purpose, CancellationToken cancellationToken) =>
        new(_pool, _map, _query, purpose, views: false, cancellationToken);

    /// <summary>Goes through the rows of a query.</summary>
    public struct Enumerator : IAsyncEnumerator<T>
    {
        private readonly BatchEnumerator<T> _batches;

        internal Enumerator(BatchEnumerator<T> batches) => _batches = batches;

        /// <summary>The row.</summary>
        public readonly T Current => _batches.Row;

        /// <summary>Goes to the next row; false at the end. After an error it throws the same one again.</summary>
        /// <exception cref="QuestDbException">
        /// <see cref="ErrorCode.QueryFailed"/>, <see cref="ErrorCode.ResultMismatch"/>, <see cref="ErrorCode.UnexpectedNull"/>,
        /// <see cref="ErrorCode.ConnectionLost"/>, and the codes of a failed connection; <see cref="ErrorCode.InvalidState"/>: another call
        /// uses the enumerator.
        /// </exception>
        /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
        public readonly ValueTask<bool> MoveNextAsync() =>
            _batches.MoveNextRow() ? new ValueTask<bool>(true) : _batches.MoveNextBatchWithRowAsync();

        /// <summary>Ends the query.</summary>
        public readonly ValueTask DisposeAsync() => _batches.DisposeAsync();
    }
}
