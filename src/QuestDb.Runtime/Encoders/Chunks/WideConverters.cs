using QuestDb.Columns;

namespace QuestDb.Encoders.Chunks;

internal readonly struct GuidToWire : IToWire<Guid, UInt128>
{
    public UInt128 Convert(Guid value) => GuidCodec.ToWire(value);
}
