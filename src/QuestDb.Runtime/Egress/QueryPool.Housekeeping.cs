namespace QuestDb.Egress;

/// <summary>Closes connections that are idle or old, and keeps the minimum open.</summary>
internal sealed partial class QueryPool
{
    /// <summary>
    /// Closes idle connections that exceed <c>idle_timeout_ms</c>, down to <c>query_pool_min</c>, those that exceed
    /// <c>max_lifetime_ms</c>, and those that the server closed.
    /// </summary>
    /// <returns>The number of connections that were closed.</returns>
    public int Reap()
    {
        using (_gate.Enter())
        {
            if (_disposed) return 0;
            int before = _open;
            // The list is in the order of return, so that the first connections have been idle for longest.
            for (int i = 0; i < _idle.Count;)
            {
                QueryConnection connection = _idle[i];
                bool idle = _open > Settings.Pool.QueryMin && IsOver(connection.Returned, Settings.Pool.IdleTimeout);
                if (!idle && !IsOld(connection) && connection.IsAlive)
                {
                    i++;
                    continue;
                }

                _idle.RemoveAt(i);
                _open--;
                _underWay.Add(connection.CloseAsync());
            }

            return before - _open;
        }
    }

    /// <summary>
    /// Opens the connections that are missing to <c>query_pool_min</c>, in the background; with <c>lazy_connect</c>
    /// only after a first query.
    /// </summary>
    public void Fill()
    {
        using (_gate.Enter())
        {
            if (_disposed) return;
            _underWay.RemoveAll(static task => task.IsCompletedSuccessfully);
            if (Settings.Pool.LazyConnect && !_used) return;
            for (; _open < Settings.Pool.QueryMin; _open++) _underWay.Add(OpenAheadAsync());
        }
    }

    /// <summary>Opens an idle connection. A failure is posted as an event, and the next housekeeping round tries again.</summary>
    private async Task OpenAheadAsync()
    {
        // The rest runs on another thread, since the caller holds the pool's lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        QueryConnection? connection = null;
        try
        {
            connection = await Endpoints.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            Opened(connection);
        }
        catch (QuestDbException e)
        {
            if (e.Code != ErrorCode.Disposed)
            {
                events?.Post(new ClientEvent(ClientEventKind.ConnectFailed, string.Join(',', Settings.Endpoints), error: e));
            }
        }

        bool keep;
        using (_gate.Enter())
        {
            keep = connection is not null && !_disposed;
            if (!keep) _open--;
            else
            {
                connection!.Returned = _time.GetTimestamp();
                _idle.Add(connection);
            }
        }

        if (!keep && connection is not null) await connection.CloseAsync().ConfigureAwait(false);
    }

    private bool IsOld(QueryConnection connection) => IsOver(connection.Created, Settings.Pool.MaxLifetime);

    /// <summary>Whether more than a limit has passed; zero is no limit.</summary>
    private bool IsOver(long since, TimeSpan limit) => limit > TimeSpan.Zero && _time.GetElapsedTime(since) > limit;
}
