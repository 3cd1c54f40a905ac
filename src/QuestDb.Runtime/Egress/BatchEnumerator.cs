using System.Buffers;
using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Requests;
using QuestDb.Mapping;

namespace QuestDb.Egress;

/// <summary>Runs a query and reads its batches into rows. All batches are read into the same array.</summary>
internal sealed class BatchEnumerator<T>(
    QueryPool pool, RowMap<T> map, QueryText query, QueryPurpose purpose, bool views, CancellationToken cancellationToken)
    : IAsyncEnumerator<ReadOnlyMemory<T>>
{
    private QueryCall? _call;
    private RowBatch? _batch;
    private int _runOfBatch;
    private T[] _rows = [];
    private int _count;
    private int _index = -1;
    private bool _ended;

    /// <summary>The rows of the batch.</summary>
    public ReadOnlyMemory<T> Current => _rows.AsMemory(0, _count);

    /// <summary>Counts the runs of the query: another number means that its rows start again.</summary>
    public int Runs => _call?.Runs ?? 1;

    /// <summary>The row that <see cref="MoveNextRow"/> has moved to.</summary>
    public T Row => _rows[_index];

    /// <summary>Moves to the next row of the batch; false when it has no more.</summary>
    public bool MoveNextRow() => ++_index < _count;

    /// <summary>Moves to the first row of the next batch that has rows.</summary>
    public async ValueTask<bool> MoveNextBatchWithRowAsync()
    {
        do
        {
            if (!await MoveNextAsync().ConfigureAwait(false)) return false;
        }
        while (_count == 0);
        _index = 0;
        return true;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        _call?.ThrowIfInCallback();
        _index = -1;
        _count = 0;
        if (_ended) return false;
        _call ??= await QueryCall.OpenAsync(pool, query, purpose, cancellationToken).ConfigureAwait(false);
        while (await _call.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            Read(_call.Batch);
            // An empty result has one batch, which carries its schema: the schema is checked, and the batch is not handed out.
            if (_count > 0) return true;
        }

        _ended = true;
        if (_call.Terminal is { Kind: TerminalKind.ExecDone })
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                $"The statement returned no result; run it with ExecuteAsync. [{query.Sql}]");
        }

        await _call.DisposeAsync().ConfigureAwait(false);
        return false;
    }

    public ValueTask DisposeAsync()
    {
        _call?.ThrowIfInCallback();
        _ended = true;
        _count = 0;
        ReturnRows();
        return _call?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Read(ResultBatch batch)
    {
        // Another run of the query has its own columns and symbol ids, so that they are matched again.
        if (_batch is null || _runOfBatch != _call!.Runs) (_batch, _runOfBatch) = (map.Match(batch, views), _call!.Runs);
        _batch.Batch = batch;
        if (_rows.Length < batch.RowCount)
        {
            ReturnRows();
            _rows = ArrayPool<T>.Shared.Rent(batch.RowCount);
        }

        map.Read(_batch, _rows.AsSpan(0, batch.RowCount));
        _count = batch.RowCount;
    }

    private void ReturnRows()
    {
        if (_rows.Length > 0) ArrayPool<T>.Shared.Return(_rows, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        _rows = [];
    }
}
