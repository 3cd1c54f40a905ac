using System.Buffers.Binary;
using QuestDb.Store.Files;

namespace QuestDb.Store.Segments;

/// <summary>
/// Goes through the frames of a segment, one after the other, and reads the file in blocks: a small frame costs no call of its own. For
/// one thread; its memory is used again for the next segment.
/// </summary>
internal sealed class FrameWalk
{
    private const int BlockLength = 64 * 1024;

    private byte[] _buffer = [];
    private IStoreFile? _file;
    private int _end;
    private int _next;
    private int _bufferedAt;
    private int _buffered;

    /// <summary>The frame that <see cref="MoveNext"/> has found.</summary>
    public FramePlace Current { get; private set; }

    /// <summary>Begins with the frame at a position.</summary>
    /// <param name="file">The segment, which stays open meanwhile.</param>
    /// <param name="start">The position of the frame's header.</param>
    /// <param name="end">The end of the bytes that may be frames.</param>
    public void Begin(IStoreFile file, int start, int end) => (_file, _next, _end, _buffered) = (file, start, end, 0);

    /// <summary>Finds the next frame by its length, which may be wrong; false when no frame has room there.</summary>
    public bool MoveNext()
    {
        int left = _end - _next - SegmentFormat.FrameHeaderLength;
        if (left < 0) return false;
        int length = BinaryPrimitives.ReadInt32LittleEndian(Buffered(_next, SegmentFormat.FrameHeaderLength)[4..]);
        if (length < 0 || length > left) return false;
        Current = new FramePlace(_next + SegmentFormat.FrameHeaderLength, length);
        _next = Current.End;
        return true;
    }

    /// <summary>Whether the frame fits its checksum. A frame of any length costs no more memory than a block.</summary>
    public bool IsWhole()
    {
        Span<byte> header = stackalloc byte[SegmentFormat.FrameHeaderLength];
        Buffered(Current.Offset - header.Length, header.Length).CopyTo(header);
        uint crc = Crc32C.Compute(header[4..]);
        for (int at = Current.Offset; at < Current.End;)
        {
            ReadOnlySpan<byte> part = Buffered(at, Math.Min(Current.End - at, BlockLength));
            crc = Crc32C.Update(crc, part);
            at += part.Length;
        }

        return crc == BinaryPrimitives.ReadUInt32LittleEndian(header);
    }

    /// <summary>The first bytes of the frame, or all; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int length) => Buffered(Current.Offset, Math.Min(length, Current.Length));

    private ReadOnlySpan<byte> Buffered(int start, int length)
    {
        if (start < _bufferedAt || start + length > _bufferedAt + _buffered || _buffered == 0)
        {
            int wanted = Math.Min(Math.Max(length, BlockLength), Math.Max(_end - start, length));
            if (_buffer.Length < wanted) _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(wanted, BlockLength));
            _buffered = 0;
            _file!.Read(_buffer.AsSpan(0, wanted), start);
            (_bufferedAt, _buffered) = (start, wanted);
        }

        return _buffer.AsSpan(start - _bufferedAt, length);
    }
}

/// <summary>The position of a frame's bytes in its segment.</summary>
internal readonly record struct FramePlace(int Offset, int Length)
{
    /// <summary>The position after it.</summary>
    public int End => Offset + Length;
}
