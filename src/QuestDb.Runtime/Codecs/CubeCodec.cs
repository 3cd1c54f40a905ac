using System.ComponentModel;
using QuestDb.Codecs;
using QuestDb.Mapping;

namespace QuestDb.Columns;

/// <summary>An array of three dimensions as it is read.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CubeCodec<T>
    where T : unmanaged
{
    /// <summary>The array.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public static T[,,] FromWire(ArrayValue<T> value)
    {
        value.CheckDimensions(3);
        var array = new T[value.Length(0), value.Length(1), value.Length(2)];
        value.CopyTo(ArrayElements.Of<T>(array));
        return array;
    }
}
