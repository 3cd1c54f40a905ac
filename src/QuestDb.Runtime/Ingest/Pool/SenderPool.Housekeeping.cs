namespace QuestDb.Ingest.Pool;

/// <summary>Closes senders that are idle or old, and keeps the minimum open.</summary>
internal sealed partial class SenderPool
{
    /// <summary>
    /// Closes idle senders that exceed <c>idle_timeout_ms</c>, down to <c>sender_pool_min</c>, and those that exceed
    /// <c>max_lifetime_ms</c>, but none with unacknowledged frames. The others give back memory that they did not need since the last time.
    /// </summary>
    /// <returns>The number of senders that were closed.</returns>
    public int Reap()
    {
        using (_gate.Enter())
        {
            if (_closed) return 0;
            ForgetRetired();
            foreach (PooledSender sender in _all) sender.Sender.Outbox.Trim();
            int before = _all.Count;
            // The list is in the order of return, so that the first senders have been idle for longest.
            for (int i = 0; i < _idle.Count;)
            {
                PooledSender sender = _idle[i];
                bool idle = _all.Count > Settings.Pool.SenderMin && IsOver(sender.Returned, Settings.Pool.IdleTimeout);
                if (sender.IsDrained && (idle || IsOld(sender) || sender.MustClose))
                {
                    RetireUnderLock(sender);
                    _idle.RemoveAt(i);
                }
                else
                {
                    i++;
                }
            }

            return before - _all.Count;
        }
    }

    /// <summary>Adds what each sender has to deliver, also those that have left the pool.</summary>
    public void AddUndelivered(List<Undelivered> left)
    {
        using (_gate.Enter())
        {
            left.AddRange(_all.Select(static one => Undelivered.Of(one.Sender.Outbox)));
            left.AddRange(_retiring.Select(static one => Undelivered.Of(one.Sender.Outbox)));
        }
    }

    /// <summary>
    /// Opens the senders that are missing to <c>sender_pool_min</c>, in the background; with <c>lazy_connect</c> only
    /// after a first borrow.
    /// </summary>
    public void Fill()
    {
        using (_gate.Enter())
        {
            if (_closed || (Settings.Pool.LazyConnect && !_used)) return;
            _opening.RemoveAll(static task => task.IsCompletedSuccessfully);
            for (; _all.Count + _making < Settings.Pool.SenderMin; _making++) _opening.Add(OpenAheadAsync());
        }
    }

    private async Task OpenAheadAsync()
    {
        // The rest runs on another thread, since the caller holds the pool's lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        PooledSender sender;
        try
        {
            sender = Make();
        }
        catch (QuestDbException e)
        {
            if (e.Code != ErrorCode.Disposed) factory.Post(new ClientEvent(ClientEventKind.StoreFailed, "", error: e));
            return;
        }

        await OpenAsync(sender, sender.StartAsync()).ConfigureAwait(false);
    }

    /// <summary>Takes over a sender whose borrower stopped waiting for its connection.</summary>
    private void Adopt(PooledSender sender, Task starting)
    {
        using (_gate.Enter()) _opening.Add(OpenAsync(sender, starting));
    }

    /// <summary>
    /// Makes a sender idle once it is connected. A failure to connect is posted as an event, and the next housekeeping
    /// round tries again.
    /// </summary>
    private async Task OpenAsync(PooledSender sender, Task starting)
    {
        bool open = true;
        try
        {
            // Off the caller's lock.
            await starting.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        catch (QuestDbException)
        {
            open = false;
        }

        if (open) Park(sender);
        else Retire(sender);
    }

    private bool IsOld(PooledSender sender) => IsOver(sender.Created, Settings.Pool.MaxLifetime);

    /// <summary>Whether more than a limit has passed; zero is no limit.</summary>
    private bool IsOver(long since, TimeSpan limit) => limit > TimeSpan.Zero && time.GetElapsedTime(since) > limit;
}
