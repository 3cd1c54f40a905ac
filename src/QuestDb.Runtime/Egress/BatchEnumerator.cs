using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Requests;
using QuestDb.Events;
using QuestDb.Mapping;
using QuestDb.Threading;

namespace QuestDb.Egress;

/// <summary>Runs a query and reads its batches into rows. All batches are read into the same array. After an error it has ended.</summary>
/// <param name="pool">Lends the connection.</param>
/// <param name="map">Reads the rows.</param>
/// <param name="query">The query.</param>
/// <param name="purpose">How its result is read.</param>
/// <param name="views">Whether whole batches are handed out, in which the caller may look into memory; else each row is a copy.</param>
/// <param name="cancellationToken">Stops the query.</param>
internal sealed class BatchEnumerator<T>(
    QueryPool pool, RowMap<T> map, QueryText query, QueryPurpose purpose, bool views, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private readonly OwnerMark _owner = new("result");
    private QueryCall? _call;
    private BorrowHandle? _handle;
    private RowBatch? _batch;
    private ExceptionDispatchInfo? _failure;
    private RecordBatch<T>? _records;
    private int _runOfBatch;
    private T[] _rows = [];
    private int _count;
    private int _index = -1;
    private bool _ended;

    /// <summary>The rows of the batch.</summary>
    public ReadOnlySpan<T> Current => _rows.AsSpan(0, _count);

    /// <summary>The rows of the batch, to be handed out.</summary>
    public RecordBatch<T> Records => _records ?? throw new QuestDbException(ErrorCode.InvalidState, $"There is no batch. [{query.Sql}]");

    /// <summary>Counts the runs of the query: another number means that its rows start again.</summary>
    public int Runs => _call?.Runs ?? 1;

    /// <summary>The row that <see cref="MoveNextRow"/> has moved to.</summary>
    public T Row => _rows[_index];

    /// <summary>Moves to the next row of the batch; false when it has no more, or when the token was cancelled.</summary>
    public bool MoveNextRow() => !cancellationToken.IsCancellationRequested && ++_index < _count;

    /// <summary>Moves to the first row of the next batch that has rows.</summary>
    public async ValueTask<bool> MoveNextBatchWithRowAsync()
    {
        if (!await MoveNextAsync().ConfigureAwait(false)) return false;
        _index = 0;
        return true;
    }

    /// <summary>Moves to the next batch that has rows. An error is final: the same one is thrown again.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        _call?.ThrowIfInCallback();
        using OwnerMark.Held held = _owner.Use();
        _failure?.Throw();
        try
        {
            return await MoveAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _call?.ThrowIfInCallback();
        using OwnerMark.Held held = _owner.Use();
        Forget();
        ReturnRows();
        await EndAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> MoveAsync()
    {
        Forget();
        if (_ended) return false;
        if (cancellationToken.IsCancellationRequested)
        {
            // The rows that are left would be missing without a sign, even where the whole result has come.
            _call?.RequestCancel();
            throw new OperationCanceledException("The query was cancelled.", cancellationToken);
        }

        if (_call is null) await OpenAsync().ConfigureAwait(false);
        while (await _call!.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            Read(_call.Batch);
            // An empty result has one batch, which carries its schema: the schema is checked, and the batch is not handed out.
            if (_count > 0) return true;
        }

        if (_call.Terminal is { Kind: TerminalKind.ExecDone })
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                $"The statement returned no result; run it with ExecuteAsync. [{query.Sql}]");
        }

        await EndAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask EndAsync()
    {
        _ended = true;
        if (_call is null) return;
        await _call.DisposeAsync().ConfigureAwait(false);
        _handle!.Returned();
    }

    private async ValueTask OpenAsync()
    {
        string? site = pool.Borrows.Site();
        _call = await QueryCall.OpenAsync(pool, query, purpose, cancellationToken).ConfigureAwait(false);
        _handle = pool.Borrows.Begin(_call.Session, site);
    }

    private void Forget()
    {
        _index = -1;
        _count = 0;
        _records = null;
    }

    private void Read(ResultBatch batch)
    {
        // Another run of the query has its own columns and symbol ids, so that they are matched again.
        if (_batch is null || _runOfBatch != _call!.Runs) (_batch, _runOfBatch) = (map.Match(batch, views), _call!.Runs);
        _batch.Batch = batch;
        if (_rows.Length < batch.RowCount)
        {
            ReturnRows();
            // A span of a batch may be kept, so that its array never goes to somebody else.
            _rows = views ? GC.AllocateUninitializedArray<T>(batch.RowCount) : ArrayPool<T>.Shared.Rent(batch.RowCount);
        }

        map.Read(_batch, _rows.AsSpan(0, batch.RowCount));
        _count = batch.RowCount;
        if (views) _records = new RecordBatch<T>(_rows, _count, new BatchStamp(batch));
    }

    private void ReturnRows()
    {
        if (_rows.Length > 0 && !views) ArrayPool<T>.Shared.Return(_rows, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _rows = [];
    }
}
