using System.Runtime.CompilerServices;

namespace QuestDb.Decoders.Batches;

/// <summary>
/// Tells whether a batch still is what it was when something was taken of it. Its memory is used again once it was given back, so that
/// every access to it asks here first.
/// </summary>
internal readonly struct BatchStamp(ResultBatch batch)
{
    private readonly ResultBatch _batch = batch;
    private readonly int _generation = batch.Generation;

    /// <summary>Throws once the batch was given back.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Check()
    {
        if (_batch.Generation != _generation) throw Ended();
    }

    private static QuestDbException Ended() => new(ErrorCode.InvalidState,
        "The batch has ended: its query went on to the next one or was disposed, and its memory is used again. "
        + "Copy what is to outlive it.");
}
