using System.Runtime.CompilerServices;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>Queues rows of a type that a map class maps; otherwise as <see cref="Write{T}(ReadOnlySpan{T})"/>.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c>.</typeparam>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public WriteReceipt Write<T, TMap>(ReadOnlySpan<T> rows)
        where TMap : IQuestTable<T> => _sender.Write(new RecordSource<T, TMap>(rows));

    /// <summary>Takes one row of a type that a map class maps; otherwise as <see cref="Write{T}(in T)"/>.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c>.</typeparam>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public WriteReceipt Write<T, TMap>(in T row)
        where TMap : IQuestTable<T> => _sender.Write<T, TMap>(in row);

    /// <summary>Queries rows of a type that a map class maps; every hole of the interpolated string becomes a bind.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    /// <remarks>The query runs when the result is enumerated; see <see cref="QueryResult{T}"/> for its errors.</remarks>
    [OverloadResolutionPriority(1)]
    public QueryResult<T> Query<T, TMap>(ref SqlInterpolatedStringHandler sql)
        where TMap : IQuestRow<T> => new(_queries, RowMap<T, TMap>.Instance, sql.Query());

    /// <summary>Queries rows of a type that a map class maps.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <remarks>The query runs when the result is enumerated; see <see cref="QueryResult{T}"/> for its errors.</remarks>
    public QueryResult<T> Query<T, TMap>(string sql, params ReadOnlySpan<BindValue> binds)
        where TMap : IQuestRow<T>
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new QueryResult<T>(_queries, RowMap<T, TMap>.Instance, QueryText.Of(sql, binds.ToArray()));
    }

    /// <summary>Queries rows of a type that a map class maps, with a text that was put together at run time.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    public QueryResult<T> Query<T, TMap>(Sql sql, params ReadOnlySpan<BindValue> binds)
        where TMap : IQuestRow<T> => new(_queries, RowMap<T, TMap>.Instance, QueryText.Of(sql.Text, binds.ToArray()));

    /// <summary>
    /// Queries rows of a type that a map class maps, a whole batch at a time; every hole of the interpolated string becomes a bind.
    /// </summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    [OverloadResolutionPriority(1)]
    public QueryBatchResult<T> QueryBatches<T, TMap>(ref SqlInterpolatedStringHandler sql)
        where TMap : IQuestRow<T> => new(_queries, RowMap<T, TMap>.Instance, sql.Query());

    /// <summary>Queries rows of a type that a map class maps, a whole batch at a time.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    public QueryBatchResult<T> QueryBatches<T, TMap>(string sql, params ReadOnlySpan<BindValue> binds)
        where TMap : IQuestRow<T>
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new QueryBatchResult<T>(_queries, RowMap<T, TMap>.Instance, QueryText.Of(sql, binds.ToArray()));
    }

    /// <summary>
    /// Queries rows of a type that a map class maps, a whole batch at a time, with a text that was put together at run time.
    /// </summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c> or <c>[QuestRow(For = typeof(T))]</c>.</typeparam>
    public QueryBatchResult<T> QueryBatches<T, TMap>(Sql sql, params ReadOnlySpan<BindValue> binds)
        where TMap : IQuestRow<T> => new(_queries, RowMap<T, TMap>.Instance, QueryText.Of(sql.Text, binds.ToArray()));

    /// <summary>Creates the table of a map class from its attributes, unless it is there already.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c>.</typeparam>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="QuestDbException">As for <see cref="CreateTableAsync{T}"/>.</exception>
    public async Task CreateTableAsync<T, TMap>(CancellationToken cancellationToken = default)
        where TMap : IQuestTable<T> =>
        await RunAsync(QueryText.Of(CreateTableSql.Of(TMap.TableSchema), []), cancellationToken).ConfigureAwait(false);
}
