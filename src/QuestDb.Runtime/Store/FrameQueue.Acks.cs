using QuestDb.Store.Segments;

namespace QuestDb.Store;

/// <summary>What acks release, and the end of delivery.</summary>
internal sealed partial class FrameQueue
{
    /// <summary>Notes that a server has accepted the frames up to a number; they stay until a durable ack covers them.</summary>
    public void Accept(long fsn)
    {
        TaskCompletionSource? progress;
        using (_gate.Enter())
        {
            fsn = Math.Min(fsn, _published);
            if (fsn <= _accepted) return;
            _accepted = fsn;
            _gate.PulseAll();
            progress = _progress;
            _progress = null;
        }

        progress?.SetResult();
    }

    /// <summary>Releases the frames up to a number.</summary>
    public void Ack(long fsn)
    {
        TaskCompletionSource? progress;
        using (_gate.Enter())
        {
            // Only frames that were sent are acknowledged, and those are known.
            fsn = Math.Min(fsn, _known);
            if (fsn <= _acked) return;
            _accepted = Math.Max(_accepted, fsn);
            for (; _acked < fsn; _acked++)
            {
                ref QueuedFrame frame = ref _frames[(_acked + 1) & (_frames.Length - 1)];
                _publishedBytes -= frame.Length;
                _publishedRows -= frame.Rows;
                Release(frame);
                frame = default;
            }

            if (_acked == _known && _frames.Length > MostKnown) _frames = new QueuedFrame[SmallRing];
            progress = _progress;
            _progress = null;
        }

        // Writers are woken after this call, since deleting files makes the room that they wait for.
        _slot?.Ack(fsn);
        using (_gate.Enter()) _gate.PulseAll();
        progress?.SetResult();
    }

    /// <summary>Notes that delivery has stopped: every waiter and every later call gets the reason. The frames stay.</summary>
    public void Fail(QuestDbException failure)
    {
        TaskCompletionSource? progress;
        using (_gate.Enter())
        {
            _failure ??= failure;
            _gate.PulseAll();
            progress = _progress;
            _progress = null;
        }

        progress?.SetResult();
    }
}
