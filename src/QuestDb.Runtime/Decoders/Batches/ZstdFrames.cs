using ZstdSharp;

namespace QuestDb.Decoders.Batches;

/// <summary>Decompresses batch bodies into buffers that are used again.</summary>
internal sealed class ZstdFrames : IDisposable
{
    /// <summary>A body expands to less than this: the protocol's frame limit is 16 MiB before compression.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>The smallest block of a zstd stream: a header of three bytes and the byte that it repeats.</summary>
    private const int LeastBlock = 4;

    /// <summary>What one block expands to at most (RFC 8878, "Blocks").</summary>
    private const int LargestBlock = 128 * 1024;

    private Decompressor? _decompressor;

    /// <summary>Decompresses a body and returns its length.</summary>
    public int Decompress(ReadOnlySpan<byte> body, ref byte[] buffer)
    {
        try
        {
            _decompressor ??= new Decompressor();
            // The size stands in the stream's own header, so it is checked against what the stream can hold before it is believed.
            ulong size = Decompressor.GetDecompressedSize(body);
            long limit = Math.Min(MaxBytes, ((body.Length / LeastBlock) + 1L) * LargestBlock);
            if (size > (ulong)limit)
            {
                throw new QuestDbException(ErrorCode.ProtocolError,
                    $"The server sent a zstd body of {body.Length} bytes that claims to expand to {size} "
                    + $"bytes, over the limit of {limit}.");
            }

            if (buffer.Length < (int)size) buffer = GC.AllocateUninitializedArray<byte>((int)size);
            return _decompressor.Unwrap(body, buffer.AsSpan(0, (int)size));
        }
        catch (ZstdException e)
        {
            throw new QuestDbException(ErrorCode.ProtocolError, $"The server sent a batch body that is not zstd: {e.Message}", e);
        }
    }

    public void Dispose() => _decompressor?.Dispose();
}
