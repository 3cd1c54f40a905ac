namespace QuestDb.TestSupport;

/// <summary>The twelve bytes before every frame.</summary>
internal readonly record struct ReferenceFrameHeader(byte Flags, int TableCount)
{
    private const uint Magic = 0x31505751;

    /// <summary>Reads the header and checks that the payload is exactly what follows.</summary>
    public static ReferenceFrameHeader Read(ref ReferenceWireReader reader, int allowedFlags)
    {
        if (reader.U32() != Magic)
            throw reader.Error("the frame does not begin with QWP1");
        if (reader.U8() is var version and not 1)
            throw reader.Error($"the frame has version {version}");
        byte flags = reader.U8();
        if ((flags & ~allowedFlags) != 0)
            throw reader.Error($"the frame has the reserved flags 0x{flags & ~allowedFlags:X2}");
        int tableCount = reader.U16();
        uint payload = reader.U32();
        if (payload != (uint)reader.Remaining)
            throw reader.Error($"the payload length is {payload} and {reader.Remaining} bytes follow");
        return new ReferenceFrameHeader(flags, tableCount);
    }
}
