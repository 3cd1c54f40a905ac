using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>
/// Reads a slot as its last client left it: it checks every segment, refuses gaps, and rebuilds the dictionary. It changes nothing, so
/// that a slot that can't be replayed stays as it was found.
/// </summary>
internal sealed class SlotRecovery
{
    private readonly IFileSystem _files;
    private readonly string _slot;
    private readonly List<Found> _found = [];
    private readonly List<string> _empty = [];
    private readonly SymbolDictionary _noSymbols = new();
    private readonly FrameWalk _walk = new();

    private SlotRecovery(IFileSystem files, string slot)
    {
        _files = files;
        _slot = slot;
    }

    /// <summary>Segments with frames, in the order of their FSNs.</summary>
    public IReadOnlyList<Found> Segments => _found;

    /// <summary>Segment files without frames.</summary>
    public IReadOnlyList<string> EmptySegments => _empty;

    /// <summary>The dictionary of the frames; null when none waits for its ack.</summary>
    public SymbolRecovery? Symbols { get; private set; }

    /// <summary>The texts of the symbol file and of the frames.</summary>
    public SymbolDictionary Dictionary => Symbols?.Dictionary ?? _noSymbols;

    /// <summary>The end of the symbol file's intact part, and the number of its texts.</summary>
    public (int End, int Count) SymbolFile => Symbols?.File ?? default;

    /// <summary>The last acknowledged FSN, or that before the first frame.</summary>
    public long AckedFsn { get; private set; } = -1;

    /// <summary>Whether the watermark is beyond the last frame, so that it names FSNs that new frames will get.</summary>
    public bool IsWatermarkForeign { get; private set; }

    /// <summary>The last frame's FSN, or -1.</summary>
    public long LastFsn => _found.Count == 0 ? -1 : _found[^1].Scan.EndFsn - 1;

    /// <summary>Whether frames wait for their ack.</summary>
    public bool HasPending => LastFsn > AckedFsn;

    /// <summary>Whether the slot has a manifest, or segments that require one.</summary>
    public bool IsManifested { get; private set; }

    /// <summary>Bytes of broken frames, which are cut off.</summary>
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
            if (recovery.HasPending)
                recovery.Symbols = SymbolRecovery.Read(files, slot, recovery._found, recovery.AckedFsn, recovery._walk);
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
            SegmentScan? scan = SegmentScan.Read(file, path, _walk);
            IsManifested |= scan is { ManifestRequired: true };
            if (scan is null or { Count: 0, TornBytes: 0 }) _empty.Add(path);
            else _found.Add(new Found(path, scan));
        }

        _found.Sort(static (a, b) => (a.Scan.BaseFsn, a.Scan.EndFsn).CompareTo((b.Scan.BaseFsn, b.Scan.EndFsn)));
    }

    /// <summary>
    /// Checks the ends of the chain against a newer client's manifest, so that segments that are missing there are detected too.
    /// </summary>
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
        // Segments before the manifest's first one are wholly acknowledged and were not deleted yet.
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
        // A watermark beyond the last frame belongs to frames that a power failure has lost.
        IsWatermarkForeign = acked > LastFsn;
        if (!IsWatermarkForeign) AckedFsn = Math.Max(AckedFsn, acked);
    }

    /// <summary>A segment file and its content.</summary>
    internal readonly record struct Found(string Path, SegmentScan Scan);
}
