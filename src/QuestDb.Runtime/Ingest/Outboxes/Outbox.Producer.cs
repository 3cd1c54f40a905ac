using QuestDb.Store.Segments;

namespace QuestDb.Ingest.Outboxes;

/// <content>The producer's side: it writes frames in place, stages those of one write, and publishes them together.</content>
internal sealed partial class Outbox
{
    /// <summary>Whether published frames are on disk and outlive the process.</summary>
    public bool IsOnDisk => _slot is not null;

    /// <summary>Size limit of a frame: the smallest that a server has advertised so far, or the documented default.</summary>
    public int MaxFrameBytes => _sendLoop.MaxFrameBytes;

    /// <summary>Bytes that may be queued.</summary>
    public long MaxBytes => _queue.MaxBytes;

    /// <summary>Bytes that may be staged for one publish.</summary>
    public long MaxStagedBytes => _queue.MaxStagedBytes;

    /// <summary>Bytes of the frames that are staged and not published.</summary>
    public long StagedBytes => _queue.StagedBytes;

    /// <summary>Waits until some more bytes fit; an empty queue takes a frame of any size.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="deadline">The longest wait.</param>
    /// <param name="closing">Ends the wait when the client closes.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.QueueFull"/>; <see cref="ErrorCode.Disposed"/>; or the reason why delivery has stopped.
    /// </exception>
    public void WaitForSpace(int bytes, TimeSpan deadline, CancellationToken closing) => _queue.WaitForSpace(bytes, deadline, closing);

    /// <summary>Returns room for a frame. Room that was allocated and not staged is returned again.</summary>
    public (byte[] Bytes, int Start) Allocate(int capacity) => _queue.Allocate(capacity);

    /// <summary>Stages the frame that was written into the room that <see cref="Allocate"/> returned last.</summary>
    /// <param name="length">Its bytes.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="dictionaryStart">Entries of <see cref="Dictionary"/> that the frame relies on; it carries those after them.</param>
    /// <param name="tables">The tables that have rows in it; null where the producer has not read the frame.</param>
    public void Stage(int length, int rows, int dictionaryStart, FrameTables? tables) =>
        _queue.Stage(length, rows, dictionaryStart, Dictionary.Count, tables);

    /// <summary>Drops the staged frames; the producer removes their dictionary entries itself.</summary>
    public void Discard() => _queue.Discard();

    /// <summary>
    /// Publishes the staged frames and returns the last FSN. With a slot they are on disk then; on an error
    /// they are staged as before.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFull"/>, <see cref="ErrorCode.StoreFailed"/>; <see cref="ErrorCode.Disposed"/>: after
    /// <see cref="RefuseFrames"/>.
    /// </exception>
    public long Publish() => _queue.Publish();

    /// <summary>Publishes a frame that is already encoded and carries no dictionary entries.</summary>
    public void Publish(ReadOnlySpan<byte> frame)
    {
        (byte[] place, int start) = Allocate(frame.Length);
        frame.CopyTo(place.AsSpan(start));
        Stage(frame.Length, rows: 0, Dictionary.Count, tables: null);
        Publish();
    }

    /// <summary>Tells of rows that were accepted and can't be put into a frame.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="error">The error of the first one.</param>
    public void TellDropped(int rows, QuestDbException error) => _sendLoop.TellDropped(rows, error);

    /// <summary>Refuses every further publish; one that has begun still ends.</summary>
    public void RefuseFrames() => _queue.Close();
}
