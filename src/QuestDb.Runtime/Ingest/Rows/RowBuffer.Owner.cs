using QuestDb.Threading;

namespace QuestDb;

/// <content>
/// One thread at a time: a row is marked from its beginning to its end, and so is a flush. The values between are not marked one by one,
/// which would cost as much as the values themselves; a second thread meets the mark when it begins a row of its own or flushes. The
/// guard of a sender's own buffer is such a mark already.
/// </content>
public sealed partial class RowBuffer
{
    private const int Idle = 0;
    private const int InRow = 1;
    private const int InCall = 2;

    /// <summary>The error of a call that can't be made while a row is in progress.</summary>
    /// <param name="table">The table, or null when another thread has only just begun the row.</param>
    internal static QuestDbException RowInProgress(string? table) => new(ErrorCode.InvalidState,
        $"A row{(table is null ? "" : $" of table {table}")} is in progress; end it with At, AtNow or CancelRow. "
        + "A row buffer belongs to one thread at a time.")
    {
        Table = table,
    };

    /// <summary>Begins a flush of a buffer without a guard.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: a row is in progress, or another thread flushes.
    /// </exception>
    internal void BeginFlush() => BeginUse(InCall);

    /// <summary>Ends a flush.</summary>
    internal void EndFlush() => EndUse();

    private void BeginUse(int use)
    {
        if (Guard is { } guard)
        {
            guard.BeginRow();
            return;
        }

        int before = Interlocked.CompareExchange(ref _use, use, Idle);
        if (before == InRow) throw RowInProgress(_row?.Name);
        if (before == InCall) throw OwnerMark.InUse("row buffer");
    }

    private void EndUse()
    {
        if (Guard is { } guard) guard.EndRow();
        else Volatile.Write(ref _use, Idle);
    }
}
