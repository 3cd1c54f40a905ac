namespace QuestDb.Configuration.Values;

/// <summary>What happens when the first connection fails (key <c>initial_connect_retry</c>).</summary>
internal enum InitialConnectRetry
{
    /// <summary>The write that needed it fails.</summary>
    Off,
    /// <summary>The write waits while attempts go on, up to <c>reconnect_max_duration_millis</c>.</summary>
    On,
    /// <summary>The write is queued and attempts go on in the background.</summary>
    Async,
}
