using QuestDb.Ingest.Outboxes;
using QuestDb.Mapping;
using QuestDb.Shared.Names;
using QuestDb.Store.Quarantines;

namespace QuestDb;

public sealed partial class QuestDbClient
{
    /// <summary>
    /// Number of frames that the server rejected for good and that were set aside: in this client's slots, in every slot of
    /// <c>sf_dir</c> with <c>drain_orphans</c>, or in memory.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the store can't be read.</exception>
    public int QuarantinedCount => _ingest.Delivery.Quarantines.All().Sum(static slot => slot.Quarantine.Count);

    /// <summary>
    /// The frames that were set aside, slot by slot in the order of their FSNs. It may be called again, after a change too.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the store can't be read.</exception>
    public IEnumerable<QuarantinedFrame> ListQuarantine()
    {
        foreach ((string slot, Quarantine quarantine) in _ingest.Delivery.Quarantines.All())
        {
            foreach (QuarantineEntry entry in quarantine.List()) yield return new QuarantinedFrame(slot, quarantine, entry);
        }
    }

    /// <summary>
    /// The rows of a type's table in the frames that were set aside, one frame at a time. Correct them, write them again, and
    /// remove the frame with <see cref="RemoveQuarantined"/> once they are accepted.
    /// </summary>
    /// <remarks>
    /// Frames without rows of the table are passed over; a damaged one is not, and its <see cref="QuarantinedRows{T}.Rows"/> say why.
    /// A frame may hold rows of other tables too: look at <see cref="QuarantinedFrame.Tables"/> before removing it.
    /// </remarks>
    /// <typeparam name="T">The record type.</typeparam>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: the store can't be read.</exception>
    public IEnumerable<QuarantinedRows<T>> ReadQuarantine<T>()
        where T : IQuestTable<T> => ReadQuarantine<T, T>();

    /// <summary>As <see cref="ReadQuarantine{T}"/>, for a type that a map class maps.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <typeparam name="TMap">The class with <c>[QuestTable("…", For = typeof(T))]</c>.</typeparam>
    /// <exception cref="QuestDbException">As for the other overload.</exception>
    public IEnumerable<QuarantinedRows<T>> ReadQuarantine<T, TMap>()
        where TMap : IQuestTable<T>
    {
        foreach (QuarantinedFrame frame in ListQuarantine())
        {
            if (HasRowsOf(frame, TMap.TableSchema.TableName))
            {
                yield return new QuarantinedRows<T>(frame, RowMap<T, TMap>.Instance, TMap.TableSchema);
            }
        }
    }

    /// <summary>
    /// Sends a frame that was set aside once more as it is, over a connection of its own, for when the table was repaired and not
    /// the rows. Once the server has accepted it, it is removed; else it stays.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="cancellationToken">Ends the wait. The frame stays, and the server may have accepted it all the same.</param>
    /// <exception cref="RejectedException">The server rejects it again.</exception>
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; <see cref="ErrorCode.StoreFailed"/>: the frame is gone, or can't be removed after it was accepted;
    /// <see cref="ErrorCode.StoreCorrupt"/>.
    /// </exception>
    public async Task ReplayQuarantinedAsync(QuarantinedFrame frame, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        await FrameReplay.SendAsync(_settings, frame.Fsn, frame.Quarantine.Read(frame.Entry), cancellationToken).ConfigureAwait(false);
        frame.Quarantine.Remove(frame.Entry);
    }

    /// <summary>Deletes a frame that was set aside, with the rows of every table in it. A frame that is gone already is no error.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/>: it can't be deleted.</exception>
    public void RemoveQuarantined(QuarantinedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        frame.Quarantine.Remove(frame.Entry);
    }

    /// <summary>Whether a frame concerns a table: one that nobody can read may concern any.</summary>
    private static bool HasRowsOf(QuarantinedFrame frame, string table)
    {
        try
        {
            return frame.Tables.Contains(table, NameComparer.Instance);
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.StoreFailed or ErrorCode.StoreCorrupt or ErrorCode.StoreUnsupported)
        {
            return true;
        }
    }
}
