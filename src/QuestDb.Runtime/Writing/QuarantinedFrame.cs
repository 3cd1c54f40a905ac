using QuestDb.Decoders.Frames;
using QuestDb.Shared.Names;
using QuestDb.Store.Quarantines;
using QuestDb.Wire;

namespace QuestDb;

/// <summary>
/// A frame of rows that the server rejected for good and that was set aside, as the keys <c>on_…_error</c> say with the value
/// <c>quarantine</c>. It stays until it is removed or sent again with success.
/// </summary>
public class QuarantinedFrame
{
    internal QuarantinedFrame(string slot, Quarantine quarantine, QuarantineEntry entry)
    {
        Slot = slot;
        Quarantine = quarantine;
        Entry = entry;
    }

    /// <summary>Name of the slot that it was queued in; empty without <c>sf_dir</c>.</summary>
    public string Slot { get; }

    /// <summary>Its frame sequence number in that slot; -1 when its file is damaged.</summary>
    public long Fsn => Entry.Fsn;

    /// <summary>
    /// Status byte of the server's answer (QWP ingress specification, "Status codes"); 0 when there was none (the server closed the
    /// connection each time, or the frame is larger than it takes) or when it is lost.
    /// </summary>
    public byte Status => Entry.Reason.Status;

    /// <summary>The status as the specification spells it, such as <c>SCHEMA_MISMATCH</c>.</summary>
    public string StatusName => StatusNames.Of((StatusCode)Status);

    /// <summary>The server's message.</summary>
    public string ServerMessage => Entry.Reason.ServerMessage;

    /// <summary>The server as <c>host:port</c>.</summary>
    public string Endpoint => Entry.Reason.Endpoint;

    /// <summary>When it was set aside, in UTC.</summary>
    public DateTime TimeUtc => Entry.Reason.TimeUtc;

    /// <summary>The tables that it has rows of.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>: the frame is gone; <see cref="ErrorCode.StoreCorrupt"/>: it is damaged.
    /// </exception>
    public IReadOnlyList<string> Tables =>
        field ??= [.. Decode(ColumnNames.DefaultDesignated).Select(static t => t.Name).Distinct(NameComparer.Instance)];

    internal Quarantine Quarantine { get; }

    internal QuarantineEntry Entry { get; }

    /// <summary>Slot, FSN, status and message.</summary>
    public override string ToString() =>
        $"{(Slot.Length == 0 ? "" : Slot + " ")}FSN {Fsn}, {StatusName}: {ServerMessage}";

    internal List<IngestTable> Decode(string designatedName)
    {
        try
        {
            return new IngestFrameReader().Read(Quarantine.Read(Entry), designatedName);
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ProtocolError)
        {
            throw new QuestDbException(ErrorCode.StoreCorrupt,
                $"Quarantined frame {Entry.Name}{(Slot.Length == 0 ? "" : " of slot " + Slot)}: {e.Message}", e);
        }
    }
}
