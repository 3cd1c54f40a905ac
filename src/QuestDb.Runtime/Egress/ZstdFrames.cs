using ZstdSharp;

namespace QuestDb.Egress;

/// <summary>Decompresses batch bodies into a buffer that is reused.</summary>
internal sealed class ZstdFrames
{
    /// <summary>A body expands to less than this: the protocol's frame limit is 16 MiB before compression.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The largest block that zstd knows, which can come from as few as four bytes: a length beyond that is a lie.</summary>
    private const ulong MaxBlockBytes = 128 * 1024;
    private const int MinCompressedBlockBytes = 4;

    private readonly Decompressor _decompressor = new();
    private byte[] _buffer = [];

    public byte[] Decompress(ReadOnlySpan<byte> body, out int length)
    {
        try
        {
            ulong size = Decompressor.GetDecompressedSize(body);
            ulong holds = ((ulong)(body.Length / MinCompressedBlockBytes) + 1) * MaxBlockBytes;
            if (size > holds) throw new QuestDbException(ErrorCode.ProtocolError, $"The server sent a zstd body of {body.Length} bytes that claims to expand to {size} bytes.");
            if (size > MaxBytes) throw new QuestDbException(ErrorCode.ProtocolError, $"The server sent a zstd body that expands to {size} bytes, over the limit of {MaxBytes}.");
            if (_buffer.Length < (int)size) _buffer = GC.AllocateUninitializedArray<byte>((int)size);
            length = _decompressor.Unwrap(body, _buffer);
            return _buffer;
        }
        catch (ZstdException e)
        {
            throw new QuestDbException(ErrorCode.ProtocolError, $"The server sent a batch body that is not zstd: {e.Message}", e);
        }
    }
}
