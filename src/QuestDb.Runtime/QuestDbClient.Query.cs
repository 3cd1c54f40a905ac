using System.Runtime.CompilerServices;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>
    /// Queries typed rows: <c>db.Query&lt;Trade&gt;($"SELECT * FROM trades WHERE symbol = {symbol}")</c>. Every hole
    /// becomes a bind, never text.
    /// </summary>
    /// <remarks>The query runs when the result is enumerated; see <see cref="QueryResult{T}"/> for its errors.</remarks>
    [OverloadResolutionPriority(1)]
    public QueryResult<T> Query<T>(ref SqlInterpolatedStringHandler sql)
        where T : IQuestRow<T> => new(_queries, RowMap<T, T>.Instance, sql.Query());

    /// <summary>Queries typed rows.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <remarks>The query runs when the result is enumerated; see <see cref="QueryResult{T}"/> for its errors.</remarks>
    public QueryResult<T> Query<T>(string sql, params ReadOnlySpan<BindValue> binds)
        where T : IQuestRow<T>
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new QueryResult<T>(_queries, RowMap<T, T>.Instance, QueryText.Of(sql, binds.ToArray()));
    }

    /// <summary>Queries typed rows with a text that was put together at run time.</summary>
    public QueryResult<T> Query<T>(Sql sql, params ReadOnlySpan<BindValue> binds)
        where T : IQuestRow<T> => new(_queries, RowMap<T, T>.Instance, QueryText.Of(sql.Text, binds.ToArray()));

    /// <summary>Queries typed rows a whole batch at a time; every hole of the interpolated string becomes a bind.</summary>
    [OverloadResolutionPriority(1)]
    public QueryBatchResult<T> QueryBatches<T>(ref SqlInterpolatedStringHandler sql)
        where T : IQuestRow<T> => new(_queries, RowMap<T, T>.Instance, sql.Query());

    /// <summary>Queries typed rows a whole batch at a time.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    public QueryBatchResult<T> QueryBatches<T>(string sql, params ReadOnlySpan<BindValue> binds)
        where T : IQuestRow<T>
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new QueryBatchResult<T>(_queries, RowMap<T, T>.Instance, QueryText.Of(sql, binds.ToArray()));
    }

    /// <summary>Queries typed rows a whole batch at a time with a text that was put together at run time.</summary>
    public QueryBatchResult<T> QueryBatches<T>(Sql sql, params ReadOnlySpan<BindValue> binds)
        where T : IQuestRow<T> => new(_queries, RowMap<T, T>.Instance, QueryText.Of(sql.Text, binds.ToArray()));
}
