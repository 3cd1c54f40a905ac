using System.ComponentModel;
using QuestDb.Mapping;

namespace QuestDb.Columns;

/// <summary>A LongArray as it is read: its shape, and a copy of the values or memory of the batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LongArrayCodec
{
    /// <summary>The array.</summary>
    public static LongArray FromWire(ArrayValue<long> value)
    {
        var shape = new int[value.Dimensions];
        for (int i = 0; i < shape.Length; i++) shape[i] = value.Length(i);
        return LongArray.FromParts(shape, value.ToMemory());
    }
}
