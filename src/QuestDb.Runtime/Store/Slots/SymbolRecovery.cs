using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>
/// Rebuilds the dictionary of a slot from its side file and its frames. A client that knows no side file leaves one of ours behind when
/// it empties the slot, and then writes frames that carry their whole dictionary: where frames say otherwise than the file and need
/// nothing of it, the file is stale.
/// </summary>
internal sealed class SymbolRecovery
{
    private readonly IFileSystem _files;
    private readonly string _slot;
    private readonly IReadOnlyList<SlotRecovery.Found> _segments;
    private readonly long _ackedFsn;
    private readonly FrameWalk _walk;

    private SymbolRecovery(
        IFileSystem files, string slot, IReadOnlyList<SlotRecovery.Found> segments, long ackedFsn, FrameWalk walk)
    {
        _files = files;
        _slot = slot;
        _segments = segments;
        _ackedFsn = ackedFsn;
        _walk = walk;
    }

    /// <summary>
    /// The FSN after the frames whose ids mean other texts than those of <see cref="Dictionary"/>: each carries all that it needs.
    /// </summary>
    public long OwnDictionaryEnd { get; private set; }

    /// <summary>Whether each frame carries all texts that it needs.</summary>
    public bool IsSelfSufficient { get; private set; } = true;

    /// <summary>The texts.</summary>
    public SymbolDictionary Dictionary { get; private set; } = new();

    /// <summary>The end of the side file's intact part, and the number of its texts; 0 when the file must be started again.</summary>
    public (int End, int Count) File { get; private set; }

    /// <param name="files">The file system.</param>
    /// <param name="slot">The slot directory.</param>
    /// <param name="segments">The segments, in the order of their FSNs.</param>
    /// <param name="ackedFsn">The last acknowledged FSN.</param>
    /// <param name="walk">Reads the frames.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreCorrupt"/>, <see cref="ErrorCode.StoreUnsupported"/>.</exception>
    public static SymbolRecovery Read(
        IFileSystem files, string slot, IReadOnlyList<SlotRecovery.Found> segments, long ackedFsn, FrameWalk walk)
    {
        try
        {
            var recovery = new SymbolRecovery(files, slot, segments, ackedFsn, walk);
            if (recovery.ReadWithFile() is not { } contradiction) return recovery;
            var frames = new SymbolRecovery(files, slot, segments, ackedFsn, walk);
            return frames.TryReadFramesAlone() ? frames : throw contradiction;
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.InvalidValue)
        {
            throw StoreErrors.Corrupt(slot, $"its dictionary has a text that is not UTF-8 ({e.Message})");
        }
    }

    /// <summary>Reads file and frames as one dictionary; returns the error of a frame that contradicts what comes before it.</summary>
    private QuestDbException? ReadWithFile()
    {
        int end = SymbolFile.Read(_files, _slot, Dictionary);
        File = (end, Dictionary.Count);
        QuestDbException? contradiction = null;
        ReadDeltas((fsn, path, delta) =>
        {
            IsSelfSufficient &= delta.Start == 0;
            if (delta.Start > Dictionary.Count)
            {
                // An acknowledged frame is not sent again and needs no texts.
                if (fsn <= _ackedFsn) return true;
                throw StoreErrors.Corrupt(_slot,
                    $"FSN {fsn} takes {delta.Start} symbol texts for known, of which {Dictionary.Count} are left in "
                    + $"{SymbolFile.FileName} and the frames before it");
            }

            if (delta.TryAddTo(Dictionary)) return true;
            contradiction = StoreErrors.Corrupt(_slot,
                $"FSN {fsn} in {path} has other symbol texts than {SymbolFile.FileName} or the frames before it for the same ids");
            return false;
        });
        return contradiction;
    }

    /// <summary>
    /// Reads the frames that wait for their ack without the file; false when they need texts that they do not carry. When one that
    /// begins at id 0 contradicts those before it, and each of those begins there too, every frame from there on stands for itself, and
    /// the dictionary begins anew: so a client without a side file goes on after a restart.
    /// </summary>
    private bool TryReadFramesAlone()
    {
        return ReadDeltas((fsn, _, delta) =>
        {
            if (fsn <= _ackedFsn) return true;
            if (delta.Start > Dictionary.Count) return false;
            if (!delta.TryAddTo(Dictionary))
            {
                if (delta.Start > 0 || !IsSelfSufficient) return false;
                OwnDictionaryEnd = fsn;
                Dictionary = new SymbolDictionary();
                delta.TryAddTo(Dictionary);
            }

            IsSelfSufficient &= delta.Start == 0;
            return true;
        });
    }

    /// <summary>Reads the delta section of each frame, as long as it is taken.</summary>
    private bool ReadDeltas(TakeDelta take)
    {
        long fsn = _segments[0].Scan.BaseFsn;
        foreach (SlotRecovery.Found segment in _segments)
        {
            using IStoreFile file = _files.Open(segment.Path);
            _walk.Begin(file, SegmentFormat.HeaderLength, segment.Scan.AppendOffset);
            for (; fsn < segment.Scan.EndFsn && _walk.MoveNext(); fsn++)
            {
                if (!take(fsn, segment.Path, ReadDelta(segment.Path, fsn))) return false;
            }
        }

        return true;
    }

    private DictionaryDelta ReadDelta(string path, long fsn)
    {
        // The delta section is at the start of the frame and usually short, so that the rest is not read again.
        const int Usual = 4 * 1024;
        bool isFrame = DictionaryDelta.TryRead(_walk.Read(Usual), out DictionaryDelta delta);
        if (isFrame && !delta.IsWhole) DictionaryDelta.TryRead(_walk.Read(_walk.Current.Length), out delta);
        return isFrame && delta.IsWhole ? delta : throw StoreErrors.Corrupt(_slot, $"FSN {fsn} in {path} is not a QWP frame");
    }

    /// <summary>Takes the delta section of a frame, which is valid during the call; false ends the reading.</summary>
    private delegate bool TakeDelta(long fsn, string path, DictionaryDelta delta);
}
