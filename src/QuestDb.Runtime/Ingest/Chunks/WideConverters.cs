using QuestDb.Columns;

namespace QuestDb.Ingest.Chunks;

internal readonly struct GuidToWire : IToWire<Guid, UInt128>
{
    public UInt128 Convert(Guid value) => ColumnCodec.GuidToWire(value);
}
