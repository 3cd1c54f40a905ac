namespace QuestDb.Testing.Faults;

/// <summary>Where a fault strikes; each is one kind of event that faults count.</summary>
[Flags]
internal enum FaultPoint
{
    Connect = 1,
    IngestUpgrade = 2,
    QueryUpgrade = 4,
    IngestMessage = 8,
    Query = 16,
    DurableAck = 32,

    /// <summary>The header of an ingest message has come, its payload has not.</summary>
    IngestTransfer = 64,
}

internal enum FaultAction
{
    /// <summary>The TCP connection ends without a closing handshake; for an ingest message before it is committed.</summary>
    Drop,
    DropBeforeAck,
    DropAfterAck,
    HttpStatus,
    Hang,
    DelayAck,
    WithholdAck,

    /// <summary>An ingest message is acknowledged and not committed.</summary>
    Lose,
    Error,
    Close,
    HalfFrame,
    Garbage,
}
