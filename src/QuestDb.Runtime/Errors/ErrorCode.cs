namespace QuestDb;

/// <summary>What went wrong; the code of a <see cref="QuestDbException"/>.</summary>
public enum ErrorCode
{
    /// <summary>The connect string, an option or an argument is wrong; the message names the key.</summary>
    InvalidConfiguration,
    /// <summary>The record type can't be mapped; the compiler reported why.</summary>
    InvalidMapping,
    /// <summary>A value can't be stored; the message names the column and the row. Nothing was queued.</summary>
    InvalidValue,
    /// <summary>A single row is larger than the server's frame limit. Nothing was queued.</summary>
    RowTooLarge,
    /// <summary>The queue stayed full until <c>sf_append_deadline_millis</c> passed.</summary>
    QueueFull,
    /// <summary>The connection's symbol dictionary has no room for another text.</summary>
    SymbolDictionaryFull,
    /// <summary>No endpoint could be reached.</summary>
    ConnectFailed,
    /// <summary>The endpoint answered, but does not speak QWP or speaks another version of it.</summary>
    ProtocolUnsupported,
    /// <summary>The server refused the credentials (HTTP 401 or 403).</summary>
    AuthenticationFailed,
    /// <summary>Every endpoint refused because of its role (HTTP 421), or has one that <c>target</c> does not accept.</summary>
    RoleRejected,
    /// <summary>Durable acks are asked for (<c>request_durable_ack=on</c>) and no endpoint gives them.</summary>
    DurableAckUnavailable,
    /// <summary>The server sent bytes that are not QWP.</summary>
    ProtocolError,
    /// <summary>The connection broke while an answer was awaited.</summary>
    ConnectionLost,
    /// <summary>No progress was made for the time given to a wait. What is queued stays queued.</summary>
    WaitTimeout,
    /// <summary>The server rejected a frame of rows; see <see cref="RejectedException"/>.</summary>
    Rejected,
    /// <summary>
    /// Rows were accepted, but whether queries see them can't be found out: their table is suspended, dropped or renamed.
    /// </summary>
    NotVisible,
    /// <summary>The server answered a query with an error; see <see cref="QueryException"/>.</summary>
    QueryFailed,
    /// <summary>The connection broke after a statement was sent: it may or may not have run.</summary>
    OutcomeUnknown,
    /// <summary>A result lacks a column, or its type does not fit the member.</summary>
    ResultMismatch,
    /// <summary>A result has NULL for a member that is not nullable.</summary>
    UnexpectedNull,
    /// <summary>The object was disposed.</summary>
    Disposed,
    /// <summary>The call is not allowed in this state; the message says why.</summary>
    InvalidState,
    /// <summary>
    /// Rows were left when the client closed: unacknowledged, or set aside in memory; the error of a <see cref="DeliveryReport"/>.
    /// </summary>
    CloseTimeout,
    /// <summary>
    /// The store on disk can't be read or written: no permission, a read-only or failing disk, damaged files.
    /// The message names the file.
    /// </summary>
    StoreFailed,
    /// <summary>There is no room on the disk for another segment. Nothing was queued; what is queued stays queued.</summary>
    StoreFull,
    /// <summary>Another client holds the lock of the slot; the message names the slot and the process.</summary>
    SlotInUse,
    /// <summary>
    /// A slot on disk can't be replayed: a gap between segments, a damaged segment, lost symbol texts. It is kept as it was found.
    /// </summary>
    StoreCorrupt,
    /// <summary>A slot on disk was written by a client with another version of the format. Nothing was changed.</summary>
    StoreUnsupported,
    /// <summary>As many senders, readers or queries are open as the pool allows; the message names the key.</summary>
    PoolExhausted,
}
