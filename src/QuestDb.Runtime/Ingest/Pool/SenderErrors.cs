using QuestDb.Events;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>
/// Keeps rejections and the end of one sender's delivery for its borrower to poll, and passes every event on to the client's listener.
/// </summary>
/// <remarks>
/// The number of errors is bounded: when nobody polls, the oldest are dropped and counted. The listener gets all of them.
/// </remarks>
internal sealed class SenderErrors(IEventSink next, int capacity) : IEventSink
{
    /// <summary>Guards the errors that are kept, and the count of those that were dropped.</summary>
    private readonly RankedLock _gate = new(LockRank.SenderErrors);
    private readonly Queue<QuestDbException> _errors = new();
    private QuestDbException? _last;
    private long _dropped;

    /// <summary>Errors that were dropped since the last <see cref="Begin"/>.</summary>
    public long Dropped
    {
        get { using (_gate.Enter()) return _dropped; }
    }

    public bool IsListening => next.IsListening;

    public void Post(ProgressReport report) => next.Post(report);

    public void Post(ClientEvent e)
    {
        if (e is { Kind: ClientEventKind.Rejected or ClientEventKind.Stopped, Error: { } error }) Keep(error);
        next.Post(e);
    }

    /// <summary>Takes the oldest error.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out QuestDbException? error)
    {
        using (_gate.Enter()) return _errors.TryDequeue(out error);
    }

    /// <summary>Forgets the errors of the last borrower.</summary>
    public void Begin()
    {
        using (_gate.Enter())
        {
            _errors.Clear();
            _dropped = 0;
        }
    }

    private void Keep(QuestDbException error)
    {
        using (_gate.Enter())
        {
            // A rejection that stops delivery posts two events with the same error; it is kept once.
            if (ReferenceEquals(error, _last)) return;
            _last = error;
            if (_errors.Count == capacity)
            {
                _errors.Dequeue();
                _dropped++;
            }

            _errors.Enqueue(error);
        }
    }
}
