using System.Text;
using QuestDb.Configuration;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>
/// The results of one query: batches, then a terminator. Whatever happens, disposing it either drains the query and returns
/// its connection, or gives the connection up.
/// </summary>
internal sealed class Cursor : IAsyncDisposable
{
    private readonly QueryPool _pool;
    private readonly QueryConnection _connection;
    private readonly string _sql;
    private readonly long _requestId;
    private readonly long _window;
    private long _consumed;
    private bool _ended;
    private bool _broken;
    private bool _returned;

    private Cursor(QueryPool pool, QueryConnection connection, string sql, long requestId)
    {
        _pool = pool;
        _connection = connection;
        _sql = sql;
        _requestId = requestId;
        _window = pool.Settings.InitialCredit;
        connection.Decoder.Reset();
    }

    /// <summary>The batch read last.</summary>
    public ResultBatch Batch => _connection.Decoder.Batch;

    /// <summary>How a statement without rows ended, or null.</summary>
    public (byte OpType, ulong RowsAffected)? Executed { get; private set; }

    private ClientSettings Settings => _pool.Settings;

    /// <summary>Borrows a connection and sends a query.</summary>
    public static async ValueTask<Cursor> OpenAsync(QueryPool pool, string sql, BindValue[] binds, CancellationToken cancellationToken)
    {
        QueryConnection connection = await pool.BorrowAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long id = await connection.SendQueryAsync(sql, binds, pool.Settings.InitialCredit).ConfigureAwait(false);
            return new Cursor(pool, connection, sql, id);
        }
        catch
        {
            pool.Discard(connection);
            throw;
        }
    }

    /// <summary>Reads the next batch into <see cref="Batch"/>; false at the end.</summary>
    /// <exception cref="QueryException">The server's error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the query is stopped and its connection stays usable.</exception>
    public async ValueTask<bool> NextBatchAsync(CancellationToken cancellationToken)
    {
        if (_ended) return false;
        try
        {
            await GrantConsumedAsync().ConfigureAwait(false);
            while (true)
            {
                if (cancellationToken.CanBeCanceled) await WaitOrCancelAsync(cancellationToken).ConfigureAwait(false);
                (byte[] bytes, int length) = await _connection.ReceiveAsync().ConfigureAwait(false);
                if (Handle(bytes, length) is { } hasBatch) return hasBatch;
            }
        }
        catch (QuestDbException e) when (e is not QueryException)
        {
            _broken = true;
            throw;
        }
    }

    /// <summary>Ends the query: a result that is not read to its end is cancelled and drained.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_returned) return;
        _returned = true;
        if (!_ended && !_broken) await CancelAsync().ConfigureAwait(false);
        if (_ended) _pool.Return(_connection);
        else _pool.Discard(_connection);
    }

    /// <summary>Waits for the next frame; a token that is cancelled meanwhile cancels the query.</summary>
    private async ValueTask WaitOrCancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.Receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends CANCEL and reads up to the terminator, for at most <c>query_close_timeout_ms</c>.</summary>
    private async ValueTask CancelAsync()
    {
        Task<bool> drain = DrainAsync();
        try
        {
            await drain.WaitAsync(Settings.QueryCloseTimeout).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or QuestDbException)
        {
            // The connection is given up, which ends the drain; the caller's own outcome stands.
            _broken = true;
            _connection.Dispose();
            await drain.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private async Task<bool> DrainAsync()
    {
        await _connection.SendCancelAsync(_requestId).ConfigureAwait(false);
        while (!_ended)
        {
            (byte[] bytes, int length) = await _connection.ReceiveAsync().ConfigureAwait(false);
            try
            {
                if (Handle(bytes, length) is true && _window > 0) await _connection.SendCreditAsync(_requestId, length).ConfigureAwait(false);
            }
            catch (QueryException)
            {
                // CANCELLED, or the query's own error: either ends it.
            }
        }

        return true;
    }

    /// <summary>Takes one frame: true for a batch, false for the end, null for one that is neither.</summary>
    private bool? Handle(byte[] bytes, int length)
    {
        ServerFrame frame = ServerFrame.Parse(bytes.AsSpan(0, length));
        var reader = new WireReader(bytes.AsSpan(0, length), frame.BodyOffset);
        if (frame.Kind == MessageKind.CacheReset)
        {
            if ((reader.ReadByte("reset mask") & 1) != 0) _connection.Dictionary.Clear();
            return null;
        }

        // An answer to no query of ours: the server could not make out the request's id.
        if (frame.RequestId != _requestId && !(frame.Kind == MessageKind.QueryError && frame.RequestId == -1))
        {
            throw reader.Malformed($"query {_requestId} got an answer for query {frame.RequestId}");
        }

        switch (frame.Kind)
        {
            case MessageKind.ResultBatch:
                _connection.Decoder.Decode(bytes, length, frame.BodyOffset);
                _consumed += length;
                return true;
            case MessageKind.ResultEnd:
                _ended = true;
                return false;
            case MessageKind.ExecDone:
                Executed = (reader.ReadByte("statement type"), reader.ReadVarint("rows affected"));
                _ended = true;
                return false;
            case MessageKind.QueryError:
                _ended = true;
                throw Error(ref reader);
            default:
                throw reader.Malformed($"the message kind 0x{(byte)frame.Kind:x2} is not one that a server sends here");
        }
    }

    private QueryException Error(ref WireReader reader)
    {
        byte status = reader.ReadByte("status");
        int length = reader.ReadUInt16("message length");
        string message = Encoding.UTF8.GetString(reader.ReadBytes(length, "message"));
        return new QueryException($"{_connection.Endpoint} answered {Ingest.RejectionPolicy.Name((StatusCode)status)}: {message} [{_sql}]", status, message, _sql);
    }

    /// <summary>Gives back the credit of batches that were read, half a window at a time.</summary>
    private async ValueTask GrantConsumedAsync()
    {
        if (_window == 0 || _consumed < _window / 2) return;
        long bytes = _consumed;
        _consumed = 0;
        await _connection.SendCreditAsync(_requestId, bytes).ConfigureAwait(false);
    }
}
