namespace QuestDb.Threading;

/// <summary>
/// The order of the locks: a thread that holds one takes only such as come after it. The names say what each guards;
/// docs/architecture.md has them with their fields.
/// </summary>
internal enum LockRank
{
    /// <summary>The own buffer of a row sender.</summary>
    RowSenderBuffer,
    /// <summary>The frame that a sender makes. Code of the user runs under it: converters and properties of rows.</summary>
    SenderFrame,
    /// <summary>The lists of a pool of senders.</summary>
    SenderPool,
    /// <summary>The slots that are left, and who delivers them.</summary>
    SlotDrainers,
    /// <summary>The stage of a first connection.</summary>
    FirstConnection,
    /// <summary>The end of publishing.</summary>
    Publishing,
    /// <summary>The frames of a queue.</summary>
    FrameQueue,
    /// <summary>The acks of a slot.</summary>
    SlotAcks,
    /// <summary>The segments of a slot.</summary>
    SlotSegments,
    /// <summary>The open file of a segment.</summary>
    SegmentFile,
    /// <summary>The report of acks that grows.</summary>
    DeliveryEvents,
    /// <summary>The errors that a borrower polls.</summary>
    SenderErrors,
    /// <summary>The acks of one report.</summary>
    ProgressReport,
    /// <summary>The lists of the pool of query connections.</summary>
    QueryPool,
    /// <summary>The query of a connection, and its end.</summary>
    QueryConnection,
    /// <summary>The batches, credit and end of a run.</summary>
    QueryRun,
    /// <summary>The free batches of a connection.</summary>
    BatchPool,
    /// <summary>The run of a query that counts. It and those below it are leaves: no other lock is taken under them.</summary>
    CurrentRun,
    /// <summary>What a query connection sends next.</summary>
    QueryOutbox,
    /// <summary>The places of a pool.</summary>
    BorrowLimiter,
    /// <summary>The texts of a dictionary.</summary>
    SymbolDictionary,
    /// <summary>The numbers of the messages on a connection.</summary>
    DeliverySequence,
    /// <summary>The frames that delivery passes over.</summary>
    DeliverySkips,
    /// <summary>The frames that were acknowledged and not stored.</summary>
    DeliveryUnstored,
    /// <summary>The transactions of tables.</summary>
    TableTransactions,
    /// <summary>The frames in quarantine.</summary>
    Quarantine,
    /// <summary>The name of a slot that is set aside.</summary>
    SlotSetAside,
    /// <summary>What is known of endpoints.</summary>
    HostHealth,
    /// <summary>The beginning of a client's end.</summary>
    ClientClosing,
    /// <summary>The timers of a clock.</summary>
    ClockThread,
    /// <summary>The sleep of a thread that a signal wakes.</summary>
    WakeSignal,
}
