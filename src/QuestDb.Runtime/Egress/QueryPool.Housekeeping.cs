namespace QuestDb.Egress;

/// <summary>Closes connections that are idle or old, and keeps some open.</summary>
internal sealed partial class QueryPool
{
    /// <summary>
    /// Closes idle connections over <c>idle_timeout_ms</c>, down to <c>query_pool_min</c>, those over
    /// <c>max_lifetime_ms</c>, and those that the server closed.
    /// </summary>
    /// <returns>How many.</returns>
    public int Reap()
    {
        using (_gate.Enter())
        {
            if (_disposed) return 0;
            int before = _open;
            // The first in the list are idle the longest.
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
    /// Opens what is missing to <c>query_pool_min</c>, in the background; with <c>lazy_connect</c> only once there was a query.
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

    /// <summary>Opens an idle connection. Why it could not be is told as an event; the next round tries again.</summary>
    private async Task OpenAheadAsync()
    {
        // Off the caller's lock.
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
