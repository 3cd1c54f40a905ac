using System.Runtime.CompilerServices;
using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;
using QuestDb.Reading;
using QuestDb.Schemas;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>
    /// Runs a statement without rows, such as DDL, INSERT or UPDATE; every hole of the interpolated string becomes a bind.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.QueryFailed"/>; <see cref="ErrorCode.OutcomeUnknown"/> when the connection broke after the
    /// statement was sent: it is never sent twice; <see cref="ErrorCode.InvalidState"/> for a query with rows; the
    /// codes of a failed connection.
    /// </exception>
    [OverloadResolutionPriority(1)]
    public Task<ExecuteResult> ExecuteAsync(ref SqlInterpolatedStringHandler sql, CancellationToken cancellationToken = default) =>
        RunAsync(sql.Query(), cancellationToken);

    /// <summary>
    /// Runs a statement without rows, with options such as <see cref="QueryOptions.Replay"/>; every hole of the interpolated string becomes
    /// a bind.
    /// </summary>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ExecuteResult> ExecuteAsync(
        ref SqlInterpolatedStringHandler sql, QueryOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(sql.Query(options), cancellationToken);
    }

    /// <summary>Runs a statement without rows, such as DDL, INSERT or UPDATE.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public Task<ExecuteResult> ExecuteAsync(string sql, params ReadOnlySpan<BindValue> binds)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return RunAsync(QueryText.Of(sql, binds.ToArray()), CancellationToken.None);
    }

    /// <summary>Runs a statement without rows.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="cancellationToken">Asks the server to stop; the statement may have run all the same.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public Task<ExecuteResult> ExecuteAsync(string sql, CancellationToken cancellationToken, params ReadOnlySpan<BindValue> binds)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return RunAsync(QueryText.Of(sql, binds.ToArray()), cancellationToken);
    }

    /// <summary>Runs a statement with a text that was put together at run time.</summary>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public Task<ExecuteResult> ExecuteAsync(
        Sql sql, CancellationToken cancellationToken = default, params ReadOnlySpan<BindValue> binds) =>
        RunAsync(QueryText.Of(sql.Text, binds.ToArray()), cancellationToken);

    /// <summary>Runs a statement without rows, with options such as <see cref="QueryOptions.Replay"/>.</summary>
    /// <param name="sql">The text, with <c>$1</c>, <c>$2</c>, … for the binds. Never put values into it.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Asks the server to stop; the statement may have run all the same.</param>
    /// <param name="binds">The values of the placeholders.</param>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public Task<ExecuteResult> ExecuteAsync(
        string sql, QueryOptions options, CancellationToken cancellationToken = default, params ReadOnlySpan<BindValue> binds)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(options);
        return RunAsync(QueryText.Of(sql, binds.ToArray(), options), cancellationToken);
    }

    /// <summary>
    /// Creates the table of a record type from its attributes, unless it is there already, and asks the server for the name of
    /// its designated timestamp, which may be another one in a table that was there.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="ExecuteAsync(Sql, CancellationToken, ReadOnlySpan{BindValue})"/>; <see cref="ErrorCode.InvalidMapping"/> for a
    /// time to live that QuestDB does not know, or a <see cref="NdArray{T}"/> without <see cref="DimensionsAttribute"/>.
    /// </exception>
    public async Task CreateTableAsync<T>(CancellationToken cancellationToken = default)
        where T : IQuestTable<T>
    {
        await RunAsync(QueryText.Of(CreateTableSql.Of(T.TableSchema), []), cancellationToken).ConfigureAwait(false);
        string table = T.TableSchema.TableName;
        string? designated = await DesignatedColumn.FindAsync(_queries, table, cancellationToken).ConfigureAwait(false);
        if (designated is not null) _ingest.Designated.Learn(table, designated);
    }

    private async Task<ExecuteResult> RunAsync(QueryText query, CancellationToken cancellationToken)
    {
        QueryCall call = await QueryCall.OpenAsync(_queries, query, QueryPurpose.Statement, cancellationToken).ConfigureAwait(false);
        try
        {
            bool rows = await call.NextAsync(cancellationToken).ConfigureAwait(false);
            if (rows || call.Terminal is not { Kind: TerminalKind.ExecDone } done)
            {
                throw new QuestDbException(ErrorCode.InvalidState, $"The statement returned rows; run it with Query. [{query.Sql}]");
            }

            return new ExecuteResult(done.StatementType, done.RowsAffected);
        }
        finally
        {
            await call.DisposeAsync().ConfigureAwait(false);
        }
    }
}
