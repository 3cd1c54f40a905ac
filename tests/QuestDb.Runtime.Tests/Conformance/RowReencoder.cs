using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Writes rows of cells with a row buffer, value by value, all tables of a message in one buffer.</summary>
internal sealed class RowReencoder
{
    private readonly SymbolDictionary _dictionary = new();
    private readonly RowBuffer _buffer = new(LossyValueAction.StoreAsNull, new DesignatedNames([]));

    /// <summary>Encodes the tables as the next frame of the connection.</summary>
    public byte[] Encode(IReadOnlyList<CellTable> tables)
    {
        _buffer.Clear();
        foreach (CellTable table in tables)
            foreach (Cell[] row in table.Rows)
                RowCells.Add(_buffer.Table(table.Name), table, row);

        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        var encoder = new ChunkEncoder(buffer, _dictionary, LossyValueAction.StoreAsNull);
        encoder.BeginFrame(1024);
        foreach (IRowSource source in _buffer.Sources)
        {
            encoder.BeginTable(source.Schema, source.Count);
            source.Encode(encoder, 0, source.Count);
        }

        encoder.EndFrame();
        return buffer.Written.ToArray();
    }
}
