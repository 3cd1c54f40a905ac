namespace QuestDb.Wire;

/// <summary>Holds one received frame; reused for later ones.</summary>
internal sealed class ReceiveBuffer
{
    /// <summary>Room that is made on the word of a header alone; a larger frame gets more as its bytes come.</summary>
    private const int TrustedBytes = 1024 * 1024;

    public byte[] Bytes { get; private set; } = [];

    /// <summary>Whether somebody may look into the memory, as part of a batch.</summary>
    public bool IsShown { get; set; }

    /// <summary>Begins a frame with its first bytes.</summary>
    public void Begin(ReadOnlySpan<byte> first)
    {
        if (Bytes.Length < first.Length) Bytes = new byte[first.Length];
        first.CopyTo(Bytes);
    }

    /// <summary>The free part behind what is received.</summary>
    public Memory<byte> Free(int length, int atLeast)
    {
        if (Bytes.Length - length < 1)
        {
            Resize(length, Math.Max(atLeast, Math.Min(Bytes.Length * 2, QwpConstants.MaxFrameBytes + QwpConstants.HeaderLength)));
        }

        return Bytes.AsMemory(length);
    }

    /// <summary>
    /// Once the header has come, makes room for the frame that it announces. A large frame gets its room as it comes, so that a header with
    /// a false length costs little memory.
    /// </summary>
    public void Expect(int length)
    {
        if (!FrameHeader.IsAt(Bytes.AsSpan(0, length))) return;
        long frame = QwpConstants.HeaderLength + (long)FrameHeader.PayloadLength(Bytes);
        if (frame > QwpConstants.MaxFrameBytes + QwpConstants.HeaderLength || length > frame)
        {
            throw new QuestDbException(ErrorCode.ProtocolError,
                $"The server sent a frame that announces {frame} bytes; the limit is {QwpConstants.MaxFrameBytes}.");
        }

        int room = (int)Math.Min(frame, TrustedBytes);
        if (room > Bytes.Length) Resize(length, room);
    }

    private void Resize(int length, int capacity)
    {
        if (capacity <= length) throw new QuestDbException(ErrorCode.ProtocolError, $"The server sent a message of over {length} bytes.");
        byte[] bytes = GC.AllocateUninitializedArray<byte>(capacity);
        Bytes.AsSpan(0, length).CopyTo(bytes);
        Bytes = bytes;
    }
}
