using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Writes rows of cells with a chunk: as a caller whose columns lie in memory, or in spans that the chunk copies.</summary>
/// <param name="copies">Spans in place of memory.</param>
internal sealed class ChunkReencoder(bool copies)
{
    private readonly ChunkCells _cells = new(copies);
    private readonly SymbolDictionary _dictionary = new();
    private readonly Dictionary<string, Chunk> _chunks = [];

    /// <summary>Encodes a table as the next frames of the connection, of so many rows each; a chunk is used again for its table.</summary>
    public List<byte[]> Encode(CellTable table, int frameRows)
    {
        Chunk chunk = Fill(table);
        var frames = new List<byte[]>();
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, _dictionary, LossyValueAction.StoreAsNull);
        for (int start = 0; start < chunk.RowCount; start += frameRows)
        {
            int count = Math.Min(frameRows, chunk.RowCount - start);
            encoder.BeginFrame(chunk.Source.Schema, count);
            chunk.Source.Encode(encoder, start, count);
            encoder.EndFrame();
            frames.Add(buffer.Written.ToArray());
        }

        return frames;
    }

    private Chunk Fill(CellTable table)
    {
        if (!_chunks.TryGetValue(table.Name, out Chunk? chunk)) _chunks.Add(table.Name, chunk = new Chunk(table.Name));
        chunk.Clear();
        _cells.Set(chunk, table);
        return chunk;
    }
}
