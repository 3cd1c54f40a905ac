namespace QuestDb.Soak.Schema;

/// <summary>Writes numbered rows, one frame after the other, and notes how each receipt ends.</summary>
internal sealed class SchemaWriter(QuestDbClient client, SchemaLedger ledger, Random random)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<Task> _receipts = [];
    private volatile Exception? _failure;

    /// <summary>Writes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await _turn.WaitAsync(CancellationToken.None);
            try
            {
                Write(random.Next(1, 6));
            }
            finally
            {
                _turn.Release();
            }

            // Several frames are on their way together, or one alone.
            if (random.Next(4) == 0) await Task.Delay(random.Next(1, 20), CancellationToken.None);
            while (ledger.UnderWay > 8 && !stop.IsCancellationRequested) await StepAsync();
        }

        await Task.WhenAll(_receipts);
    }

    /// <summary>Holds the writer, and waits until nothing is under way; the result lets it go on.</summary>
    public async Task<IDisposable> PauseAsync()
    {
        await _turn.WaitAsync();
        while (ledger.UnderWay > 0) await StepAsync();
        return new Turn(_turn);
    }

    private async Task StepAsync()
    {
        if (_failure is { } failure) throw new InvalidOperationException("Delivery has ended.", failure);
        await Task.Delay(1);
    }

    private void Write(int count)
    {
        long first = ledger.Begin(count);
        WriteReceipt receipt = client.Write<SchemaRow>([.. Enumerable.Range(0, count).Select(i => SchemaRow.Of(first + i))]);
        _receipts.RemoveAll(static t => t.IsCompletedSuccessfully);
        _receipts.Add(EndAsync(receipt, first, count));
    }

    private async Task EndAsync(WriteReceipt receipt, long first, int count)
    {
        try
        {
            await receipt.AcceptedAsync();
            ledger.End(first, count, RowFate.Accepted);
        }
        catch (RejectedException e) when (e.FirstFsn >= receipt.FirstFsn && e.LastFsn <= receipt.LastFsn)
        {
            ledger.End(first, count, RowFate.Named);
        }
        catch (Exception e)
        {
            _failure = e;
            throw;
        }
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
