namespace QuestDb.Store.Quarantines;

/// <summary>Describes a frame in quarantine.</summary>
/// <param name="Name">Identifies the frame in its quarantine: the name of its file without the extension.</param>
/// <param name="Fsn">The FSN that it had in its slot.</param>
/// <param name="Length">Bytes of the frame.</param>
/// <param name="Reason">The reason for its rejection.</param>
internal sealed record QuarantineEntry(string Name, long Fsn, int Length, QuarantineReason Reason);

/// <summary>The reason why a frame is in quarantine.</summary>
/// <param name="Status">Status byte of the server's answer; 0 when there was none or it is lost.</param>
/// <param name="ServerMessage">The server's message.</param>
/// <param name="Endpoint">The server as <c>host:port</c>.</param>
/// <param name="TimeUtc">The time of the rejection.</param>
internal sealed record QuarantineReason(byte Status, string ServerMessage, string Endpoint, DateTime TimeUtc);
