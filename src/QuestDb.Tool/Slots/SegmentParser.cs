using System.Buffers.Binary;
using QuestDb.Shared.Wire;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Tool.Slots;

/// <summary>Finds the whole frames of a segment.</summary>
/// <remarks>
/// A frame is whole when its checksum is right, with the length before it or, where that is damaged, with the one that the QWP header of
/// the frame has. Behind a damaged frame reading goes on where both lengths say that it ends, or else at the next whole frame that begins
/// as a QWP message does.
/// </remarks>
internal sealed class SegmentParser(byte[] bytes)
{
    public SalvagedSegment Read(string path)
    {
        int end = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        if (end == 0) return new SalvagedSegment(path, null, 0, IsBlank: true, []);
        if (bytes.Length < SegmentFormat.HeaderLength)
        {
            return new SalvagedSegment(path, null, 0, IsBlank: false, [new SegmentPart(0, end, null, SegmentPartKind.Damaged)]);
        }

        var parts = new List<SegmentPart>();
        for (int at = SegmentFormat.HeaderLength; at < end; at += parts[^1].Length) parts.Add(WholeAt(at) ?? DamagedAt(at, end));
        (long? baseFsn, long created) = ReadHeader();
        return new SalvagedSegment(path, baseFsn, created, IsBlank: false, parts);
    }

    /// <summary>Takes the numbers of the header if three of its four constants at least are right.</summary>
    private (long? BaseFsn, long CreatedMicros) ReadHeader()
    {
        ReadOnlySpan<byte> header = bytes;
        int right = (BinaryPrimitives.ReadUInt32LittleEndian(header) == SegmentFormat.Magic ? 1 : 0)
            + (header[4] == SegmentFormat.Version ? 1 : 0)
            + ((header[SegmentFormat.FlagsOffset] & ~SegmentFormat.ManifestRequired) == 0 ? 1 : 0)
            + (BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) == 0 ? 1 : 0);
        if (right < 3) return (null, 0);
        long fsn = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        return (fsn < 0 ? null : fsn, BinaryPrimitives.ReadInt64LittleEndian(header[16..]));
    }

    private SegmentPart? WholeAt(int at)
    {
        int? length = LengthAt(at);
        if (length is { } said && IsWhole(at, said)) return OneFrame(at, said, SegmentPartKind.Frame);
        return QwpLengthAt(at) is { } own && own != length && IsWhole(at, own)
            ? OneFrame(at, own, SegmentPartKind.FrameWithoutLength)
            : null;
    }

    private SegmentPart DamagedAt(int at, int end)
    {
        if (LengthAt(at) is { } length && QwpLengthAt(at) == length) return OneFrame(at, length, SegmentPartKind.Damaged);

        int next = NextWhole(at + 1) ?? end;
        return new SegmentPart(at, next - at, CountTo(at, next, end), SegmentPartKind.Damaged);
    }

    private static SegmentPart OneFrame(int at, int length, SegmentPartKind kind) =>
        new(at, SegmentFormat.FrameHeaderLength + length, 1, kind);

    /// <summary>How many frames one kind of lengths in damaged bytes speaks of; null unless they end where the bytes do.</summary>
    private int? CountTo(int at, int next, int end) => CountBy(LengthAt, at, next, end) ?? CountBy(QwpLengthAt, at, next, end);

    private static int? CountBy(Func<int, int?> lengthAt, int at, int next, int end)
    {
        int count = 0;
        for (; at < next; count++)
        {
            if (lengthAt(at) is not { } length) return null;
            at += SegmentFormat.FrameHeaderLength + length;
        }

        // The last zeros of a frame look like those behind it, and a crash may have left some of it unwritten.
        return at == next || next == end ? count : null;
    }

    private int? NextWhole(int from)
    {
        for (int search = from + SegmentFormat.FrameHeaderLength; search < bytes.Length; search++)
        {
            int found = bytes.AsSpan(search).IndexOf("QWP1"u8);
            if (found < 0) return null;
            search += found;
            if (WholeAt(search - SegmentFormat.FrameHeaderLength) is not null) return search - SegmentFormat.FrameHeaderLength;
        }

        return null;
    }

    /// <summary>The length before a frame, if the file can hold so much.</summary>
    private int? LengthAt(int at) => bytes.Length - at >= SegmentFormat.FrameHeaderLength
        ? Fitting(at, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + sizeof(uint))))
        : null;

    /// <summary>The length that the QWP header of a frame has, if there is one and the file can hold so much.</summary>
    private int? QwpLengthAt(int at)
    {
        ReadOnlySpan<byte> frame = bytes.AsSpan(Math.Min(at + SegmentFormat.FrameHeaderLength, bytes.Length));
        return FrameHeader.IsAt(frame) ? Fitting(at, (long)QwpConstants.HeaderLength + FrameHeader.PayloadLength(frame)) : null;
    }

    private int? Fitting(int at, long length) =>
        length > 0 && length <= bytes.Length - at - SegmentFormat.FrameHeaderLength ? (int)length : null;

    private bool IsWhole(int at, int length)
    {
        Span<byte> said = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(said, length);
        uint crc = Crc32C.Update(Crc32C.Compute(said), bytes.AsSpan(at + SegmentFormat.FrameHeaderLength, length));
        return crc == BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
    }
}

