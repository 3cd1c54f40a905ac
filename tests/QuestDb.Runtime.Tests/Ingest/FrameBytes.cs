using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>What rows are as the first frame of a connection.</summary>
internal static class FrameBytes
{
    public static byte[] Of(Chunk chunk) => Of([chunk.Source]);

    public static byte[] Of(RowBuffer buffer) => Of(buffer.Sources);

    private static byte[] Of(ReadOnlySpan<IRowSource> tables)
    {
        var frame = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(frame, new SymbolDictionary());
        encoder.BeginFrame(1024);
        foreach (IRowSource table in tables)
        {
            encoder.BeginTable(table.Schema, table.Count);
            table.Encode(encoder, 0, table.Count);
        }

        encoder.EndFrame();
        return frame.Written.ToArray();
    }
}
