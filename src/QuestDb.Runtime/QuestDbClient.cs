using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Events;
using QuestDb.Ingest.Outboxes;
using QuestDb.Ingest.Pool;
using QuestDb.Ingest.Senders;
using QuestDb.Mapping;
using QuestDb.Reading;
using QuestDb.Schemas;
using QuestDb.Store.Slots;
using QuestDb.Threading;
using QuestDb.Transport;

namespace QuestDb;

/// <summary>
/// The client: writes typed rows, queries them back, and owns every connection. Create one a process and share it;
/// all members may be called from any thread.
/// </summary>
/// <remarks>
/// Connections open when they are first needed. Rows are queued, in memory or with <c>sf_dir</c> on disk, and delivered
/// in the background, at least once: after a lost connection, unacknowledged rows are sent again, so declare
/// deduplication keys where a row must not be doubled.
/// </remarks>
public sealed partial class QuestDbClient : IAsyncDisposable, IDisposable
{
    /// <summary>The environment variable that <see cref="FromEnvironment"/> reads.</summary>
    public const string EnvironmentVariable = "QDB_CLIENT_CONF";

    private readonly ClientSettings _settings;
    private readonly QwpTransport _transport;
    private readonly EventInbox _events;
    private readonly BorrowTracker _borrows;
    private readonly IngestContext _ingest;
    private readonly Sender _sender;
    private readonly SenderPool _columnSenders;
    private readonly SenderPool _rowSenders;
    private readonly QueryPool _queries;
    private readonly SlotDrainers? _drainers;
    private readonly Housekeeper _housekeeper;

    private QuestDbClient(ClientSettings settings, QuestDbOptions options)
    {
        _settings = settings;
        _transport = new QwpTransport(settings);
        _events = new EventInbox(options.EventListener, settings.Delivery.EventInboxCapacity);
        if (TlsOptions.Notice(settings) is { } notice) _events.Post(notice);
        _borrows = new BorrowTracker(_events, options.TrackBorrows);
        _queries = new QueryPool(_transport, _events, options.Time) { Borrows = _borrows };
        SenderFactory factory;
        IReadOnlyList<string> left;
        try
        {
            _ingest = new IngestContext(_transport, new TableVisibility(_queries),
                new DesignatedNames(options.DesignatedColumns), SlotDirectory.Open(settings, _events));
            left = _ingest.Slots?.FindSlots(settings.Store.DrainOrphans) ?? [];
            factory = new SenderFactory(_ingest, _events, options.OnLossyValue);
            _sender = factory.Make(factory);
        }
        catch
        {
            _transport.Dispose();
            throw;
        }

        _columnSenders = new SenderPool("column senders", factory, options.Time);
        _rowSenders = new SenderPool("row senders", factory, options.Time);
        if (_ingest.Slots is { } slots) _drainers = new SlotDrainers(slots, _ingest.Delivery, _events, options.Time);
        _drainers?.Deliver(left);
        _housekeeper = new Housekeeper(settings.Pool.HousekeeperInterval, options.Time, Housekeep);
        Housekeep();
    }

    /// <summary>
    /// Makes a client from a connect string such as <c>ws::addr=localhost:9000;</c>. Nothing is sent yet, except with
    /// <c>sf_dir</c> what earlier clients left there.
    /// </summary>
    /// <param name="connectString">QuestDB's connect string; docs/configuration.md lists the keys.</param>
    /// <param name="options">Settings that no string can hold.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>, naming the key; with <c>sf_dir</c> also <see cref="ErrorCode.StoreFailed"/>,
    /// <see cref="ErrorCode.StoreFull"/> and <see cref="ErrorCode.StoreUnsupported"/>, naming the folder.
    /// </exception>
    public static QuestDbClient Connect(string connectString, QuestDbOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connectString);
        options ??= new QuestDbOptions();
        ClientSettings settings = ConnectString.Parse(connectString);
        if (options.Quarantine) settings = settings with { Rejection = settings.Rejection.WithQuarantine() };
        return new QuestDbClient(settings, options);
    }

    /// <summary>Makes a client from the connect string in the environment variable <c>QDB_CLIENT_CONF</c>.</summary>
    /// <param name="options">Settings that no string can hold.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>: the variable is not set, or a key is wrong.
    /// </exception>
    public static QuestDbClient FromEnvironment(QuestDbOptions? options = null)
    {
        string? connectString = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (string.IsNullOrEmpty(connectString))
        {
            throw new QuestDbException(ErrorCode.InvalidConfiguration,
                $"The environment variable {EnvironmentVariable} is not set; it holds a connect string such as "
                + "\"ws::addr=localhost:9000;\".");
        }

        return Connect(connectString, options);
    }

    /// <summary>The last frame queued, or -1.</summary>
    public long PublishedFsn => _sender.Outbox.PublishedFsn;

    /// <summary>The last frame that the server accepted, or -1; all before it are accepted too, or in quarantine.</summary>
    public long AckedFsn => _sender.Outbox.AcceptedFsn;

    /// <summary>
    /// The last frame whose rows are in the cluster's object store, or -1: always without
    /// <c>request_durable_ack=on</c>. All before it are there too, or in quarantine.
    /// </summary>
    public long DurableFsn => _settings.Delivery.RequestDurableAck ? _sender.Outbox.AckedFsn : -1;

    /// <summary>
    /// How far each table has come that this client wrote, in the server's transaction numbers, as the acks told so
    /// far. A snapshot, in the order of first mention.
    /// </summary>
    public IReadOnlyList<TableTransaction> TableTransactions => _ingest.Delivery.Tables.Snapshot();

    /// <summary>Events that never reached <see cref="QuestDbOptions.EventListener"/> because it was slow.</summary>
    public long DroppedEvents => _events.Dropped;

    /// <summary>Queues rows for delivery and returns: there is no round trip.</summary>
    /// <remarks>
    /// The rows are encoded before the call returns; the span may be reused at once. Rows of one thread stay in order. The first
    /// write of a client opens the connection and fails when that fails (see <c>initial_connect_retry</c>). A full queue waits
    /// up to <c>sf_append_deadline_millis</c>. After an error nothing of the write is queued, except in a write
    /// that is larger than a quarter of the queue: it is checked whole and then queued frame by frame, and what stops it in
    /// mid-way (<see cref="ErrorCode.QueueFull"/>, a server with a smaller frame limit, delivery that has stopped) leaves its
    /// first frames queued; <see cref="PublishedFsn"/> says up to which, and the message how many rows where the
    /// write itself met the limit.
    /// <para>
    /// Returning is no delivery. Without <c>sf_dir</c> the queue is memory: a process that ends without disposing the client loses
    /// every row that the server has not acknowledged, without a word; all of them if there never was a connection, which with
    /// <c>initial_connect_retry=async</c> no write tells. Dispose the client, await <see cref="WriteReceipt.AcceptedAsync"/>, or
    /// set <c>sf_dir</c>, with which rows outlive the process.
    /// </para>
    /// </remarks>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/> naming row and column, or a column that the server would take for the designated timestamp
    /// (<see cref="QuestDbOptions.DesignatedColumns"/>); <see cref="ErrorCode.RowTooLarge"/>, <see cref="ErrorCode.QueueFull"/>,
    /// the codes of a failed connection, and <see cref="ErrorCode.Rejected"/> once delivery has stopped.
    /// </exception>
    public WriteReceipt Write<T>(ReadOnlySpan<T> rows)
        where T : IQuestTable<T> => _sender.Write(new RecordSource<T, T>(rows));

    /// <summary>
    /// Takes one row. It is checked now and queued together with other single rows: after <c>auto_flush_rows</c> of them,
    /// <c>auto_flush_interval</c> milliseconds, or with the next span. A row of a class, or with arrays, memory or
    /// objects that a converter takes, is queued at once, since it may change after the call; with <c>sf_dir</c> every row is, so
    /// that it is on disk when the call returns. A row that can't be encoded when it is queued, although it could be when it was checked,
    /// is given up alone: <see cref="ClientEventKind.RowsDropped"/>.
    /// </summary>
    /// <exception cref="QuestDbException">As for a span.</exception>
    public WriteReceipt Write<T>(in T row)
        where T : IQuestTable<T> => _sender.Write<T, T>(in row);

    /// <summary>
    /// Waits until every row written so far has reached a level; single rows that wait for others are sent now. Frames in quarantine and
    /// rows that were given up (<see cref="ClientEventKind.RowsDropped"/>) do not hold it up: their receipts throw.
    /// </summary>
    /// <param name="level">How far the rows must have come.</param>
    /// <param name="timeout">The longest time without progress, not in all: infinite waits for ever, zero polls.</param>
    /// <param name="cancellationToken">Ends the wait, not the delivery.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.WaitTimeout"/>: the rows stay queued; <see cref="ErrorCode.InvalidState"/>:
    /// <see cref="AckLevel.Durable"/> without <c>request_durable_ack=on</c>; or the reason why delivery has stopped.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An unknown level, or a timeout that is negative and not infinite.</exception>
    public ValueTask WaitAsync(AckLevel level, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        WaitArguments.Check(level, timeout);
        _sender.Outbox.ThrowIfLevelUnsupported(level);
        return _sender.Outbox.WaitAsync(level, _sender.Flush(), timeout, cancellationToken);
    }
}
