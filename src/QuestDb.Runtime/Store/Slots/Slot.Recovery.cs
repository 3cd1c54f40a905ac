using System.Globalization;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;

namespace QuestDb.Store.Slots;

/// <summary>Takes a slot over from its last client, or makes it empty.</summary>
internal sealed partial class Slot
{
    /// <summary>Goes on where the last client stopped, and deletes what recovery found to be broken or no longer needed.</summary>
    private void Adopt()
    {
        // The watermark is deleted first: it names FSNs that new frames will get, which would then count as acknowledged.
        if (Recovered.IsWatermarkForeign) _files.Delete(System.IO.Path.Combine(Path, AckWatermark.FileName));
        // These files are deleted before the manifest, since only the manifest says that the frames of some of them are acknowledged.
        foreach (string path in Recovered.EmptySegments) _files.Delete(path);
        DropManifest();
        foreach (SlotRecovery.Found found in Recovered.Segments)
        {
            var segment = new SegmentFile(_files, found.Path, found.Scan);
            _segments.Add(segment);
            _allocated += segment.Length;
            if (found.Scan.TornBytes == 0) continue;
            // The remains of a broken frame could be read as a frame once another one is written before them.
            segment.Hold();
            Zero(segment.File, segment.AppendOffset, segment.Length);
            segment.Release();
        }

        // The sender goes on in the last one.
        _segments[^1].Hold();
        _nextNumber = NextNumber();
        (int end, int count) = Recovered.SymbolFile;
        if (end > 0) _symbols = SymbolFile.Open(_files, Path, end, count);
        SaveTexts();
        RecoveredBytes = CountRecoveredBytes();
        DeleteAcked(Recovered.AckedFsn);

        if (Recovered.TornBytes > 0)
        {
            Report(new QuestDbException(ErrorCode.StoreCorrupt,
                $"{Path}: the last {Recovered.TornBytes:N0} bytes were cut; they are of a frame that its client did not "
                + $"finish writing. Frames up to FSN {Recovered.LastFsn} are whole."));
        }
    }

    /// <summary>
    /// Writes texts that only frames hold to the symbol file, before frames are deleted whose texts later frames need.
    /// </summary>
    private void SaveTexts()
    {
        int texts = Recovered.Dictionary.Count;
        if (texts <= (_symbols?.Count ?? 0)) return;
        // A slot whose frames stand for themselves gets no file, which a client that does not know it would leave behind.
        if (_options.SelfSufficient && Recovered.Symbols!.IsSelfSufficient) return;
        try
        {
            _symbols ??= SymbolFile.Open(_files, Path, end: 0, count: 0);
            _symbols.Append([new QueuedFrame(null, null, 0, 0, 0, DictionaryStart: texts, DictionaryEnd: texts)], Recovered.Dictionary);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            // The frames must be delivered even when the disk is full; the next append of texts tries again.
            Report(StoreErrors.Wrap(e, Path, "Symbol texts of its frames could not be saved apart from them."));
        }
    }

    /// <summary>Deletes the files of a slot whose frames are all acknowledged, so that FSNs and dictionary start from 0.</summary>
    private void Clear()
    {
        DropManifest();
        DeleteFiles();
    }

    /// <summary>
    /// Turns a slot of a newer client into one without a manifest, which every client can read. The manifest is deleted once no
    /// segment requires it.
    /// </summary>
    private void DropManifest()
    {
        if (!Recovered.IsManifested) return;
        foreach (string path in Directory.EnumerateFiles(Path, SegmentFormat.Pattern))
        {
            using IStoreFile file = _files.Open(path);
            if (file.Length < SegmentFormat.HeaderLength) continue;
            file.Write([0], SegmentFormat.FlagsOffset);
            file.Sync();
        }

        _files.Delete(System.IO.Path.Combine(Path, Manifest.FileName));
    }

    /// <summary>
    /// Deletes segments in FSN order, then the watermark and the symbol file. The lock's files stay, as they do with other clients.
    /// </summary>
    private void DeleteFiles()
    {
        IEnumerable<string> known = Recovered.Segments.Select(static s => s.Path);
        foreach (string path in known.Concat(Directory.EnumerateFiles(Path, SegmentFormat.Pattern).Order(StringComparer.Ordinal)).ToList())
        {
            _files.Delete(path);
        }

        foreach (string name in (string[])[AckWatermark.FileName, SymbolFile.FileName]) _files.Delete(System.IO.Path.Combine(Path, name));
        _nextNumber = 0;
    }

    private ulong NextNumber()
    {
        ulong next = 0;
        foreach (string path in Directory.EnumerateFiles(Path, "sf-*"))
        {
            string name = System.IO.Path.GetFileName(path);
            if (name.Length < 19
                || !ulong.TryParse(name.AsSpan(3, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number))
            {
                continue;
            }

            if (number < ulong.MaxValue) next = Math.Max(next, number + 1);
        }

        return next;
    }

    /// <summary>
    /// Writes zeros from the end to the start: a crash meanwhile leaves the first frames of the range, never a gap
    /// before an intact frame.
    /// </summary>
    private static void Zero(IStoreFile file, int start, int end)
    {
        byte[] zeros = new byte[Math.Min(end - start, 64 * 1024)];
        while (end > start)
        {
            int length = Math.Min(zeros.Length, end - start);
            end -= length;
            file.Write(zeros.AsSpan(0, length), end);
        }
    }
}
