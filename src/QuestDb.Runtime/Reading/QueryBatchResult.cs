using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;

namespace QuestDb;

/// <summary>
/// The typed rows of a query, a whole result batch at a time. Each batch is valid until the next one is asked for: its memory
/// is used again. Otherwise as <see cref="QueryResult{T}"/>.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class QueryBatchResult<T> : IAsyncEnumerable<ReadOnlyMemory<T>>
{
    private readonly QueryPool _pool;
    private readonly RowMap<T> _map;
    private readonly QueryText _query;

    internal QueryBatchResult(QueryPool pool, RowMap<T> map, QueryText query)
    {
        _pool = pool;
        _map = map;
        _query = query.WithRows();
    }

    /// <summary>The same query, run with options.</summary>
    /// <param name="options">How to run it.</param>
    public QueryBatchResult<T> With(QueryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QueryBatchResult<T>(_pool, _map, _query with { Options = options });
    }

    /// <summary>Runs the query. One thread at a time uses the enumerator.</summary>
    /// <param name="cancellationToken">Stops the query; the wait for rows ends with <see cref="OperationCanceledException"/>.</param>
    public IAsyncEnumerator<ReadOnlyMemory<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new BatchEnumerator<T>(_pool, _map, _query, QueryPurpose.Rows, views: true, cancellationToken);
}
