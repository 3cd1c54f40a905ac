using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>
/// One column of a chunk: what the caller gave, and how it is encoded. Used again by the next column of its kind and name.
/// </summary>
internal abstract class ChunkColumn
{
    private ReadOnlyMemory<byte> _validity;
    private byte[] _validityCopy = [];

    /// <summary>Name and type.</summary>
    public ColumnSchema Schema { get; set; } = null!;

    public void SetValidity(ColumnInput<byte> validity) => _validity = validity.Keep(ref _validityCopy);

    /// <summary>Writes some of the rows.</summary>
    public void Encode(ChunkEncoder encoder, int ordinal, int start, int count) =>
        Encode(encoder, ordinal, start, new RowValidity(_validity.Span, start, count));

    /// <summary>Lets go of the caller's memory; copies keep their capacity.</summary>
    public virtual void Release() => _validity = default;

    /// <summary>Forgets what earlier flushes learned of the caller's memory.</summary>
    public virtual void Forget()
    {
    }

    protected abstract void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity);
}
