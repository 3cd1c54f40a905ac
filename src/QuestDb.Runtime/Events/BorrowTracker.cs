using System.Collections.Concurrent;

namespace QuestDb.Events;

/// <summary>
/// Gives back what borrowers forgot to dispose: once such a borrower was collected, the next round of the housekeeper takes its place
/// back and tells of it.
/// </summary>
/// <param name="events">Receives an event for each.</param>
/// <param name="keepSites">Whether the call stack of every borrow is kept for that event.</param>
internal sealed class BorrowTracker(IEventSink events, bool keepSites)
{
    private readonly ConcurrentQueue<(IBorrow Borrow, string? Site)> _forgotten = new();

    /// <summary>Borrows that are being taken back. Only the housekeeper uses it, and the client's end after it.</summary>
    private readonly List<Task> _returning = [];

    /// <summary>The call stack of a borrow that begins, or null when it is not kept.</summary>
    public string? Site() => keepSites ? Environment.StackTrace : null;

    /// <summary>Begins a borrow; its borrower holds the handle.</summary>
    public BorrowHandle Begin(IBorrow borrow, string? site) => new(this, borrow, site);

    /// <summary>Notes a borrow whose borrower was collected.</summary>
    public void Forgot(IBorrow borrow, string? site) => _forgotten.Enqueue((borrow, site));

    /// <summary>Begins to take back what was forgotten.</summary>
    public void TakeBack()
    {
        _returning.RemoveAll(static task => task.IsCompletedSuccessfully);
        while (_forgotten.TryDequeue(out (IBorrow Borrow, string? Site) forgotten))
        {
            _returning.Add(TakeBackAsync(forgotten.Borrow, forgotten.Site));
        }
    }

    /// <summary>Takes back what was forgotten before the client closed, and waits for it.</summary>
    public Task CloseAsync()
    {
        TakeBack();
        return Task.WhenAll(_returning);
    }

    private async Task TakeBackAsync(IBorrow borrow, string? site)
    {
        QuestDbException? error = null;
        try
        {
            await borrow.TakeBackAsync().ConfigureAwait(false);
        }
        catch (QuestDbException e)
        {
            error = e;
        }

        string rows = error is null ? "" : $" {error.Message}";
        string where = site is null
            ? "QuestDbOptions.TrackBorrows tells where it was borrowed."
            : $"It was borrowed here:{Environment.NewLine}{site}";
        events.Post(new ClientEvent(ClientEventKind.BorrowForgotten, "", error: error)
        {
            Message = $"{borrow.What} was borrowed, never disposed, and collected; its place is given back.{rows} {where}",
        });
    }
}
