using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>Writes the frames of one publish, all or none.</summary>
internal sealed partial class Slot
{
    private readonly List<(SegmentFile Segment, int Offset)> _places = [];
    private readonly List<SegmentFile> _created = [];

    /// <summary>What remains to be undone of a failed publish; nothing is appended before that has succeeded.</summary>
    private readonly List<Action> _repairs = [];

    /// <summary>
    /// Writes frames and their texts. On return they are at least in the page cache, so that they outlive the process; on an error the
    /// slot is as it was before.
    /// </summary>
    /// <param name="frames">
    /// The frames in memory, each with room for its header before it. They get their places in the files, and keep their memory.
    /// </param>
    /// <param name="firstFsn">FSN of the first.</param>
    /// <param name="dictionary">The texts.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFull"/>, <see cref="ErrorCode.StoreFailed"/>.</exception>
    public void Append(Span<QueuedFrame> frames, long firstFsn, SymbolDictionary dictionary)
    {
        _checkpoints?.ThrowIfFailed();
        (long Length, int Count)? symbols = null;
        bool isWriting = false;
        SegmentFile? active;
        using (_gate.Enter()) active = _segments.Count == 0 ? null : _segments[^1];
        try
        {
            Repair();
            // Room is allocated first, so that a full disk fails before any frame is written. Texts are written before the frames that
            // use them, so that a crash can't leave a frame without its texts.
            Place(frames, firstFsn, active);
            if (!_options.SelfSufficient && frames[^1].DictionaryEnd > (_symbols?.Count ?? 0))
            {
                _symbols ??= SymbolFile.Open(_files, Path, end: 0, count: 0);
                symbols = _symbols.Append(frames, dictionary);
            }

            isWriting = true;
            Write(frames);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            TakeBack(isWriting ? active : null, symbols);
            throw StoreErrors.Wrap(e, Path, "None of the rows was queued.");
        }

        Publish(frames);
    }

    /// <summary>Assigns a position to each frame and creates the segments that are needed.</summary>
    private void Place(ReadOnlySpan<QueuedFrame> frames, long firstFsn, SegmentFile? active)
    {
        _places.Clear();
        _created.Clear();
        int offset = active?.AppendOffset ?? 0;
        for (int i = 0; i < frames.Length; i++)
        {
            int bytes = SegmentFormat.FrameHeaderLength + frames[i].Length;
            if (active is null || active.Length - offset < bytes)
            {
                active = CreateSegment(firstFsn + i, bytes);
                _created.Add(active);
                offset = SegmentFormat.HeaderLength;
            }

            _places.Add((active, offset + SegmentFormat.FrameHeaderLength));
            offset += bytes;
        }
    }

    /// <summary>Creates a segment; a frame that is larger than a segment gets one of its own size.</summary>
    private SegmentFile CreateSegment(long baseFsn, int frameBytes)
    {
        string path = System.IO.Path.Combine(Path, SegmentFormat.FileName(_nextNumber++));
        IStoreFile file = _files.Create(path, Math.Max(_options.SegmentBytes, SegmentFormat.HeaderLength + frameBytes));
        var segment = new SegmentFile(_files, path, baseFsn, file);
        try
        {
            Span<byte> header = stackalloc byte[SegmentFormat.HeaderLength];
            SegmentFormat.WriteHeader(header, baseFsn, (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
            file.Write(header, 0);
            return segment;
        }
        catch
        {
            _created.Add(segment);
            throw;
        }
    }

    /// <summary>
    /// Writes the frames in FSN order, so that a crash leaves the first of them. Frames that are adjacent in memory and in the file
    /// share one write.
    /// </summary>
    private void Write(ReadOnlySpan<QueuedFrame> frames)
    {
        for (int first = 0; first < frames.Length;)
        {
            (SegmentFile segment, int place) = _places[first];
            MemorySegment memory = frames[first].Memory!;
            int start = frames[first].Offset - SegmentFormat.FrameHeaderLength;
            int end = start;
            int next = first;
            for (; next < frames.Length && frames[next].Memory == memory
                && frames[next].Offset - SegmentFormat.FrameHeaderLength == end && _places[next].Segment == segment; next++)
            {
                int bytes = SegmentFormat.FrameHeaderLength + frames[next].Length;
                SegmentFormat.WriteFrameHeader(memory.Bytes.AsSpan(end, bytes));
                end += bytes;
            }

            segment.File.Write(memory.Bytes.AsSpan(start, end - start), place - SegmentFormat.FrameHeaderLength);
            first = next;
        }
    }

    /// <summary>Makes the written frames part of the slot. The last segment stays open for the next ones.</summary>
    private void Publish(Span<QueuedFrame> frames)
    {
        SegmentFile? full = null;
        using (_gate.Enter())
        {
            if (_created.Count > 0 && _segments.Count > 0) full = _segments[^1];
            foreach (SegmentFile segment in _created)
            {
                _segments.Add(segment);
                _allocated += segment.Length;
            }

            for (int i = 0; i < frames.Length; i++)
            {
                (SegmentFile segment, int offset) = _places[i];
                segment.Count++;
                segment.AppendOffset = offset + frames[i].Length;
                frames[i] = frames[i] with { File = segment, Offset = offset };
            }
        }

        full?.Release();
        for (int i = 0; i < _created.Count - 1; i++) _created[i].Release();
    }

    /// <summary>Undoes a failed publish, at once or before the next one.</summary>
    private void TakeBack(SegmentFile? active, (long Length, int Count)? symbols)
    {
        foreach (SegmentFile segment in _created)
        {
            segment.Dispose();
            _repairs.Add(() => _files.Delete(segment.Path));
        }

        if (_symbols is { } file) _repairs.Add(() => file.Undo(symbols));
        if (active is not null)
        {
            // The bytes after the last published frame become zero again, so that recovery never reads them as a frame.
            _repairs.Add(() => Zero(active.File, active.AppendOffset, active.Length));
        }

        try
        {
            Repair();
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            // The next publish tries again. The error of this publish names the reason.
        }
    }

    private void Repair()
    {
        while (_repairs.Count > 0)
        {
            _repairs[^1]();
            _repairs.RemoveAt(_repairs.Count - 1);
        }
    }
}
