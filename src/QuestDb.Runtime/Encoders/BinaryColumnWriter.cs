using System.ComponentModel;
using QuestDb.Encoders;
using QuestDb.Errors;

namespace QuestDb.Mapping;

/// <summary>Writes a BINARY column: offsets and bytes. One call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BinaryColumnWriter
{
    private OffsetsBlock _block;

    internal BinaryColumnWriter(ChunkEncoder encoder) => _block = new OffsetsBlock(encoder);

    /// <summary>Writes the bytes of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null.</exception>
    public void Add(byte[] value)
    {
        if (value is null) Throw.NullValue();
        _block.Add(value);
    }

    /// <summary>Writes the bytes of the next row.</summary>
    internal void Add(ReadOnlySpan<byte> value) => _block.Add(value);

    /// <summary>Writes the bytes of the next row.</summary>
    public void Add(ReadOnlyMemory<byte> value) => _block.Add(value.Span);

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End() => _block.End();
}
