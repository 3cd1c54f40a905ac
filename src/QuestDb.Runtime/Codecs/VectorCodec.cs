using System.ComponentModel;
using QuestDb.Mapping;

namespace QuestDb.Columns;

/// <summary>An array of one dimension as it is read.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorCodec<T>
    where T : unmanaged
{
    /// <summary>The array.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public static T[] FromWire(ArrayValue<T> value)
    {
        value.CheckDimensions(1);
        T[] array = value.Count == 0 ? [] : GC.AllocateUninitializedArray<T>(value.Count);
        value.CopyTo(array);
        return array;
    }
}
