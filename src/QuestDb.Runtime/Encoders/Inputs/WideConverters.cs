using QuestDb.Mapping;

namespace QuestDb.Encoders.Inputs;

internal readonly struct GuidToWire : IToWire<Guid, UInt128>
{
    public UInt128 Convert(Guid value) => ColumnCodec.GuidToWire(value);
}
