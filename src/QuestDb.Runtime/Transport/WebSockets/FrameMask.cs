using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace QuestDb.Transport.WebSockets;

/// <summary>
/// The masks of a client's frames (RFC 6455, 5.3): no peer can tell the next one. Random bytes are drawn for many frames at once, since
/// a call of the generator costs more than a small frame.
/// </summary>
internal sealed class FrameMask
{
    private readonly byte[] _random = new byte[1024];
    private int _used;

    public FrameMask() => _used = _random.Length;

    /// <summary>The mask of the next frame.</summary>
    public uint Next()
    {
        if (_used == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _used = 0;
        }

        uint mask = MemoryMarshal.Read<uint>(_random.AsSpan(_used));
        _used += sizeof(uint);
        return mask;
    }

    /// <summary>Copies a part of a payload under a mask.</summary>
    /// <param name="payload">The part.</param>
    /// <param name="masked">Receives as many bytes.</param>
    /// <param name="mask">The mask of the frame.</param>
    /// <param name="position">Where in the payload the part begins.</param>
    public static void Apply(ReadOnlySpan<byte> payload, Span<byte> masked, uint mask, int position)
    {
        // The bytes of the mask are used in turn, so that a part begins with the byte that its position asks for.
        int turn = 8 * (position & 3);
        uint turned = BitConverter.IsLittleEndian ? BitOperations.RotateRight(mask, turn) : BitOperations.RotateLeft(mask, turn);
        var wide = new Vector<uint>(turned);
        int done = 0;
        // Vectors mask a large frame at the speed of a copy.
        for (; payload.Length - done >= Vector<byte>.Count; done += Vector<byte>.Count)
        {
            (new Vector<byte>(payload[done..]) ^ Vector.AsVectorByte(wide)).CopyTo(masked[done..]);
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Unsafe.WriteUnaligned(ref bytes[0], turned);
        for (; done < payload.Length; done++) masked[done] = (byte)(payload[done] ^ bytes[done & 3]);
    }
}
