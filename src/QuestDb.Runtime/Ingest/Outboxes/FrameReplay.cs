using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest.Outboxes;

/// <summary>Delivers one self-sufficient frame over a connection of its own, as a sender delivers its frames.</summary>
internal static class FrameReplay
{
    private const string Complaint = "The frame is malformed";

    /// <summary>Sends a frame and waits for its ack.</summary>
    /// <param name="settings">
    /// The connect string; a rejection that it sends to quarantine is an error here: the frame comes from there.
    /// </param>
    /// <param name="fsn">The number of the frame, for errors.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="cancellationToken">Ends the attempt; the frame may have been accepted.</param>
    /// <exception cref="RejectedException">The server rejects it again.</exception>
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; <see cref="ErrorCode.ProtocolError"/>: it is malformed.
    /// </exception>
    public static async Task SendAsync(ClientSettings settings, long fsn, byte[] frame, CancellationToken cancellationToken)
    {
        (byte[] bytes, SymbolDictionary dictionary) = Split(frame);
        using var transport = new QwpTransport(WithoutQuarantine(settings));
        // The caller gets the outcome: events would name the frame by a number that it has for this one attempt.
        Outbox outbox = Outbox.InMemory(new DeliveryContext(transport), DeliveryPolicy.OneFrame, NoEvents.Instance, dictionary);
        outbox.Publish(bytes);
        try
        {
            await Task.Run(outbox.Start, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            await outbox.WaitDrainedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RejectedException e)
        {
            throw new RejectedException($"The server rejects frame {fsn} again ({StatusNames.Of((StatusCode)e.Status)}): {e.ServerMessage}",
                e.Status, e.ServerMessage, fsn, fsn);
        }
        finally
        {
            await outbox.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The frame without its dictionary, which is sent ahead in as many frames as it takes: the two together may be
    /// over the server's limit.
    /// </summary>
    private static (byte[] Frame, SymbolDictionary Dictionary) Split(byte[] frame)
    {
        var dictionary = new SymbolDictionary();
        var reader = new WireReader(frame, 0, Complaint);
        byte flags = reader.ReadBytes(QwpConstants.HeaderLength, "header")[5];
        if ((flags & QwpConstants.FlagDeltaSymbolDict) == 0) return (frame, dictionary);
        int first = reader.ReadCount("dictionary start", 0);
        int count = reader.ReadCount("dictionary count", Math.Min(reader.Remaining, SymbolDictionary.MaxEntries));
        for (int id = first; id < count; id++)
        {
            dictionary.Restore(reader.ReadBytes(reader.ReadCount("symbol length", reader.Remaining), "symbol"));
        }

        ReadOnlySpan<byte> rest = frame.AsSpan(reader.Position);
        byte[] split = new byte[QwpConstants.HeaderLength + Varint.Length((ulong)count) + 1 + rest.Length];
        rest.CopyTo(split.AsSpan(split.Length - rest.Length));
        Varint.Write(split.AsSpan(QwpConstants.HeaderLength), (ulong)count);
        FrameHeader.Write(split, tableCount: BitConverter.ToUInt16(frame, 6), flags);
        return (split, dictionary);
    }

    private static ClientSettings WithoutQuarantine(ClientSettings settings) => settings with
    {
        Store = settings.Store with { Directory = null },
        Rejection = settings.Rejection.WithoutQuarantine(),
    };
}
