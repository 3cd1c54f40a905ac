using System.ComponentModel;
using QuestDb.Mapping;

namespace QuestDb.Columns;

/// <summary>The values of an array of one dimension as they are read: a copy, or memory of the batch.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MemoryCodec<T>
    where T : unmanaged
{
    /// <summary>The values.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public static ReadOnlyMemory<T> FromWire(ArrayValue<T> value)
    {
        value.CheckDimensions(1);
        return value.ToMemory();
    }
}
