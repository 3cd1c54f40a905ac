using System.ComponentModel;
using QuestDb.Mapping;

namespace QuestDb.Columns;

/// <summary>A DoubleArray as it is read: its shape, and a copy of the values or memory of the batch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DoubleArrayCodec
{
    /// <summary>The array.</summary>
    public static DoubleArray FromWire(ArrayValue<double> value)
    {
        var shape = new int[value.Dimensions];
        for (int i = 0; i < shape.Length; i++) shape[i] = value.Length(i);
        return DoubleArray.FromParts(shape, value.ToMemory());
    }
}
