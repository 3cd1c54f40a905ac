namespace QuestDb.Configuration.Values;

/// <summary>What follows when the server rejects a frame (keys <c>on_…_error</c>). None of them drops it.</summary>
internal enum RejectionAction
{
    /// <summary>Delivery stops; the frame and those behind it stay queued.</summary>
    Terminal,
    /// <summary>It is sent again after a reconnect.</summary>
    Retriable,
    /// <summary>It is sent to the next endpoint.</summary>
    RetriableOther,
    /// <summary>It is set aside and delivery goes on. Of this client alone.</summary>
    Quarantine,
}
