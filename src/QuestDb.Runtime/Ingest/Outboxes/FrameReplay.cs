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
    /// The connect string. A rejection that it would send to quarantine is an error here, because the frame comes from there.
    /// </param>
    /// <param name="fsn">The number of the frame, for errors.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="cancellationToken">Ends the attempt; the frame may have been accepted.</param>
    /// <exception cref="RejectedException">The server rejects it again.</exception>
    /// <exception cref="QuestDbException">
    /// The codes of a failed connection; <see cref="ErrorCode.ProtocolError"/>: the frame is malformed.
    /// </exception>
    public static async Task SendAsync(ClientSettings settings, long fsn, byte[] frame, CancellationToken cancellationToken)
    {
        (byte[] bytes, SymbolDictionary dictionary) = Split(frame);
        using var transport = new QwpTransport(WithoutQuarantine(settings));
        // There are no events because they would name the frame by the number that it has in this attempt; the caller gets the outcome.
        Outbox outbox = Outbox.InMemory(new DeliveryContext(transport), DeliveryPolicy.OneFrame, NoEvents.Instance, dictionary);
        outbox.Publish(bytes);
        try
        {
            await outbox.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            await outbox.WaitRowsAsync(AckLevel.Durable, 0, outbox.PublishedFsn, tables: null, cancellationToken).ConfigureAwait(false);
        }
        catch (RejectedException e)
        {
            string status = e.Status == 0 ? "" : $" ({StatusNames.Of((StatusCode)e.Status)})";
            throw e.With($"The server rejects frame {fsn} again{status}: {e.ServerMessage}", fsn, fsn);
        }
        finally
        {
            await outbox.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Separates a frame from its dictionary entries, which are sent ahead in as many frames as needed: both together may
    /// exceed the server's limit.
    /// </summary>
    private static (byte[] Frame, SymbolDictionary Dictionary) Split(byte[] frame)
    {
        var dictionary = new SymbolDictionary();
        var reader = new WireReader(frame, 0, Complaint);
        ReadOnlySpan<byte> header = reader.ReadBytes(QwpConstants.HeaderLength, "header");
        if (!FrameHeader.Has(header, QwpConstants.FlagDeltaSymbolDict)) return (frame, dictionary);
        int first = reader.ReadCount("dictionary start", 0);
        int count = reader.ReadCount("dictionary count", Math.Min(reader.Remaining, SymbolDictionary.MaxEntries));
        for (int id = first; id < count; id++) dictionary.Restore(reader.ReadSymbol());

        ReadOnlySpan<byte> rest = frame.AsSpan(reader.Position);
        byte[] split = new byte[QwpConstants.HeaderLength + Varint.Length((ulong)count) + 1 + rest.Length];
        rest.CopyTo(split.AsSpan(split.Length - rest.Length));
        Varint.Write(split.AsSpan(QwpConstants.HeaderLength), (ulong)count);
        FrameHeader.Write(split, FrameHeader.TableCount(header), FrameHeader.Flags(header));
        return (split, dictionary);
    }

    private static ClientSettings WithoutQuarantine(ClientSettings settings) => settings with
    {
        Store = settings.Store with { Directory = null },
        Rejection = settings.Rejection.WithoutQuarantine(),
    };
}
