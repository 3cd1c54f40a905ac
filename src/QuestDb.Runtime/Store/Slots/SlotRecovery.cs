using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>
/// Reads a slot as its last client left it: checks every segment, refuses gaps, and rebuilds the dictionary. Nothing is
/// changed before everything was read, so that a slot which can't be replayed stays as it was found.
/// </summary>
internal sealed class SlotRecovery
{
    private readonly IFileSystem _files;
    private readonly string _slot;
    private readonly List<Found> _found = [];
    private readonly List<string> _empty = [];

    private SlotRecovery(IFileSystem files, string slot)
    {
        _files = files;
        _slot = slot;
    }

    /// <summary>Segments with frames, in the order of their FSNs.</summary>
    public IReadOnlyList<Found> Segments => _found;

    /// <summary>Segment files without frames.</summary>
    public IReadOnlyList<string> EmptySegments => _empty;

    /// <summary>Dictionary entries that each frame introduces: (start, end), in FSN order.</summary>
    public List<(int Start, int End)> Deltas { get; } = [];

    /// <summary>The texts of the side file and of the frames.</summary>
    public SymbolDictionary Dictionary { get; } = new();

    /// <summary>Where the side file's intact part ends, and how many texts it has.</summary>
    public (int End, int Count) SymbolFile { get; private set; }

    /// <summary>The last acknowledged FSN, or that before the first frame.</summary>
    public long AckedFsn { get; private set; } = -1;

    /// <summary>Whether the watermark tells of frames that are not there; new frames will get their numbers.</summary>
    public bool IsWatermarkForeign { get; private set; }

    /// <summary>The last frame's FSN, or -1.</summary>
    public long LastFsn => _found.Count == 0 ? -1 : _found[^1].Scan.EndFsn - 1;

    /// <summary>Whether frames wait for their ack.</summary>
    public bool HasPending => LastFsn > AckedFsn;

    /// <summary>Whether the slot has a manifest, or segments that ask for one.</summary>
    public bool IsManifested { get; private set; }

    /// <summary>Bytes of broken frames that are cut.</summary>
    public long TornBytes => _found.Sum(static s => (long)s.Scan.TornBytes);

    /// <summary>Reads a slot whose lock is held.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreCorrupt"/>, <see cref="ErrorCode.StoreUnsupported"/>,
    /// <see cref="ErrorCode.StoreFailed"/>.
    /// </exception>
    public static SlotRecovery Read(IFileSystem files, string slot)
    {
        var recovery = new SlotRecovery(files, slot);
        try
        {
            recovery.ReadSegments();
            recovery.CheckManifest();
            recovery.CheckOrder();
            recovery.ReadWatermark();
            recovery.ReadDictionary();
            return recovery;
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, slot, "No frame of it was skipped.");
        }
    }

    private void ReadSegments()
    {
        foreach (string path in Directory.EnumerateFiles(_slot, SegmentFormat.Pattern).Order(StringComparer.Ordinal))
        {
            using IStoreFile file = _files.Open(path);
            SegmentScan? scan = SegmentScan.Read(file, path);
            IsManifested |= scan is { ManifestRequired: true };
            if (scan is null or { Frames.Count: 0, TornBytes: 0 }) _empty.Add(path);
            else _found.Add(new Found(path, scan));
        }

        _found.Sort(static (a, b) => (a.Scan.BaseFsn, a.Scan.EndFsn).CompareTo((b.Scan.BaseFsn, b.Scan.EndFsn)));
    }

    /// <summary>A newer client's manifest knows the ends of the chain, so that segments missing there are noticed too.</summary>
    private void CheckManifest()
    {
        string path = Path.Combine(_slot, Manifest.FileName);
        if (Manifest.Read(_files, _slot) is not { } manifest)
        {
            if (IsManifested && _found.Count > 0)
            {
                throw StoreErrors.Corrupt(_slot, $"its segments need {path}, which is missing or damaged");
            }

            return;
        }

        IsManifested = true;
        // Segments before the first were acknowledged as a whole and not yet deleted.
        foreach (Found segment in _found.Where(s => s.Scan.EndFsn <= manifest.HeadFsn && s.Scan.BaseFsn < manifest.HeadFsn))
        {
            _empty.Add(segment.Path);
        }

        _found.RemoveAll(s => s.Scan.EndFsn <= manifest.HeadFsn && s.Scan.BaseFsn < manifest.HeadFsn);
        if (_found.Count == 0)
        {
            if (manifest.HeadFsn != manifest.ActiveFsn)
            {
                throw StoreErrors.Corrupt(_slot, $"its manifest says frames from FSN {manifest.HeadFsn} on, and there are none");
            }

            return;
        }

        if (_found[0].Scan.BaseFsn != manifest.HeadFsn)
        {
            throw StoreErrors.Corrupt(_slot,
                $"its manifest says that it begins with FSN {manifest.HeadFsn}, and it begins with {_found[0].Scan.BaseFsn}");
        }

        Found last = _found[^1];
        if (last.Scan.BaseFsn > manifest.ActiveFsn || (last.Scan.BaseFsn < manifest.ActiveFsn && last.Scan.EndFsn != manifest.ActiveFsn))
        {
            throw StoreErrors.Corrupt(_slot,
                $"its manifest says that the last segment begins with FSN {manifest.ActiveFsn}, "
                + $"and {last.Path} holds FSN {last.Scan.BaseFsn} to {last.Scan.EndFsn - 1}");
        }
    }

    private void CheckOrder()
    {
        for (int i = 1; i < _found.Count; i++)
        {
            (Found before, Found next) = (_found[i - 1], _found[i]);
            if (next.Scan.BaseFsn != before.Scan.EndFsn)
            {
                throw StoreErrors.Corrupt(_slot,
                    $"{before.Path} ends before FSN {before.Scan.EndFsn} and {next.Path} begins with FSN {next.Scan.BaseFsn}");
            }
        }
    }

    private void ReadWatermark()
    {
        if (_found.Count == 0) return;
        AckedFsn = _found[0].Scan.BaseFsn - 1;
        using var watermark = new AckWatermark(_files, _slot);
        if (watermark.Read() is not { } acked) return;
        // One past the end belongs to other frames than these: a power failure took them.
        IsWatermarkForeign = acked > LastFsn;
        if (!IsWatermarkForeign) AckedFsn = Math.Max(AckedFsn, acked);
    }

    private void ReadDictionary()
    {
        if (!HasPending) return;
        try
        {
            int end = Slots.SymbolFile.Read(_files, _slot, Dictionary);
            SymbolFile = (end, Dictionary.Count);
            long fsn = _found[0].Scan.BaseFsn;
            byte[] buffer = [];
            foreach (Found segment in _found)
            {
                using IStoreFile file = _files.Open(segment.Path);
                foreach (FramePlace place in segment.Scan.Frames) ReadDelta(file, segment.Path, place, fsn++, ref buffer);
            }
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.InvalidValue)
        {
            throw StoreErrors.Corrupt(_slot, $"its dictionary has a text that is not UTF-8 ({e.Message})");
        }
    }

    private void ReadDelta(IStoreFile file, string path, FramePlace place, long fsn, ref byte[] buffer)
    {
        // The section is at the start, and mostly short: the rest need not be read again.
        const int Usual = 4 * 1024;
        int length = Math.Min(place.Length, Usual);
        ReadOnlySpan<byte> frame = ReadStart(file, place, length, ref buffer);
        bool isFrame = DictionaryDelta.TryRead(frame, out DictionaryDelta delta);
        if (isFrame && !delta.IsWhole && length < place.Length)
        {
            DictionaryDelta.TryRead(ReadStart(file, place, place.Length, ref buffer), out delta);
        }

        if (!isFrame || !delta.IsWhole) throw StoreErrors.Corrupt(_slot, $"FSN {fsn} in {path} is not a QWP frame");
        Deltas.Add((delta.Start, delta.End));
        if (delta.Start > Dictionary.Count)
        {
            // What is acknowledged is not sent again, and needs no texts.
            if (fsn <= AckedFsn) return;
            throw StoreErrors.Corrupt(_slot,
                $"FSN {fsn} takes {delta.Start} symbol texts for known, of which {Dictionary.Count} are left in "
                + $"{Slots.SymbolFile.FileName} and the frames before it");
        }

        if (!delta.TryAddTo(Dictionary))
        {
            throw StoreErrors.Corrupt(_slot, $"FSN {fsn} in {path} has other symbol texts than the frames before it for the same ids");
        }
    }

    private static ReadOnlySpan<byte> ReadStart(IStoreFile file, FramePlace place, int length, ref byte[] buffer)
    {
        if (buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(Math.Max(length, buffer.Length * 2));
        Span<byte> frame = buffer.AsSpan(0, length);
        file.Read(frame, place.Offset);
        return frame;
    }

    /// <summary>A segment file and what is in it.</summary>
    internal readonly record struct Found(string Path, SegmentScan Scan);
}
