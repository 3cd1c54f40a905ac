using System.Diagnostics.Tracing;

namespace QuestDb.Events;

/// <content>
/// The events, one for each kind and with its number plus one. All have the same fields: an empty text and -1 say that there is none.
/// </content>
internal sealed partial class ClientEventSource
{
    private const string Text = "{0} {8}";

    [Event(1, Level = EventLevel.Informational, Message = Text)]
    private void Connected(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(1, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(2, Level = EventLevel.Warning, Message = Text)]
    private void ConnectFailed(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(2, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(3, Level = EventLevel.Warning, Message = Text)]
    private void Disconnected(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(3, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(4, Level = EventLevel.Informational, Message = Text)]
    private void Replayed(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(4, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(5, Level = EventLevel.Error, Message = Text)]
    private void Rejected(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(5, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(6, Level = EventLevel.Error, Message = Text)]
    private void Stopped(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(6, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(7, Level = EventLevel.Informational, Message = Text)]
    private void FailedOver(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(7, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(8, Level = EventLevel.Error, Message = Text)]
    private void Quarantined(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(8, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(9, Level = EventLevel.Verbose, Message = Text)]
    private void Acked(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(9, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(10, Level = EventLevel.Verbose, Message = Text)]
    private void Drained(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(10, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(11, Level = EventLevel.Informational, Message = Text)]
    private void Notice(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(11, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(12, Level = EventLevel.Error, Message = Text)]
    private void StoreFailed(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(12, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(13, Level = EventLevel.Error, Message = Text)]
    private void SlotSetAside(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(13, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(14, Level = EventLevel.Error, Message = Text)]
    private void DrainFailed(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(14, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(15, Level = EventLevel.Error, Message = Text)]
    private void Undelivered(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(15, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(16, Level = EventLevel.Warning, Message = Text)]
    private void BorrowForgotten(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(16, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);

    [Event(17, Level = EventLevel.Error, Message = Text)]
    private void RowsDropped(
        string endpoint, string sender, string slot, string table, long firstFsn, long lastFsn, long rows, string code, string message) =>
        WriteEvent(17, endpoint, sender, slot, table, firstFsn, lastFsn, rows, code, message);
}
