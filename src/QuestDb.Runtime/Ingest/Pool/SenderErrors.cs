using QuestDb.Events;
using QuestDb.Threading;

namespace QuestDb.Ingest.Pool;

/// <summary>
/// Rejections and the end of one sender's delivery, kept for its borrower to poll; every event goes on to the client's listener.
/// </summary>
/// <remarks>Bounded: when nobody polls, the oldest are dropped and counted. The listener has seen them all.</remarks>
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
            // A final rejection is followed by the end of delivery, with the same error.
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
