using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Threading;

namespace QuestDb;

// The overloads differ in the type of the elements; validity is optional in all.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>Sets a VARCHAR column from Arrow offsets and UTF-8 bytes. The flush refuses bytes that are not UTF-8.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the bytes from offset i to offset i + 1.</param>
    /// <param name="utf8">The bytes of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the bytes; see the remarks of the class.
    /// </exception>
    public Chunk ColumnVarchar(string name, ColumnInput<int> offsets, ColumnInput<byte> utf8, ColumnInput<byte> validity = default) =>
        OffsetBytes<int>(new(name, ColumnType.Varchar), offsets, utf8, validity);

    /// <summary>
    /// Sets a VARCHAR column from Arrow offsets and UTF-8 bytes with 64-bit offsets. The flush refuses bytes that are not UTF-8.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the bytes from offset i to offset i + 1.</param>
    /// <param name="utf8">The bytes of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the bytes; see the remarks of the class.
    /// </exception>
    public Chunk ColumnVarchar(string name, ColumnInput<long> offsets, ColumnInput<byte> utf8, ColumnInput<byte> validity = default) =>
        OffsetBytes<long>(new(name, ColumnType.Varchar), offsets, utf8, validity);

    /// <summary>Sets a BINARY column from Arrow offsets and bytes.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the bytes from offset i to offset i + 1.</param>
    /// <param name="bytes">The bytes of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the bytes; see the remarks of the class.
    /// </exception>
    public Chunk ColumnBinary(string name, ColumnInput<int> offsets, ColumnInput<byte> bytes, ColumnInput<byte> validity = default) =>
        OffsetBytes<int>(new(name, ColumnType.Binary), offsets, bytes, validity);

    /// <summary>Sets a BINARY column from Arrow offsets and bytes with 64-bit offsets.</summary>
    /// <param name="name">The column.</param>
    /// <param name="offsets">One more than there are rows, ascending: row i has the bytes from offset i to offset i + 1.</param>
    /// <param name="bytes">The bytes of all rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the offsets go backwards or leave the bytes; see the remarks of the class.
    /// </exception>
    public Chunk ColumnBinary(string name, ColumnInput<long> offsets, ColumnInput<byte> bytes, ColumnInput<byte> validity = default) =>
        OffsetBytes<long>(new(name, ColumnType.Binary), offsets, bytes, validity);

    /// <summary>Sets a VARCHAR column of strings; null is NULL.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnVarchar(string name, ColumnInput<string?> values) =>
        Strings(new(name, ColumnType.Varchar), values);

    /// <summary>Sets a BINARY column of arrays; null is NULL. The arrays themselves are not copied before the flush.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnBinary(string name, ColumnInput<byte[]?> values) =>
        Arrays(name, values);

    private Chunk OffsetBytes<TOffset>(in ColumnKey key, ColumnInput<TOffset> offsets, ColumnInput<byte> bytes, ColumnInput<byte> validity)
        where TOffset : unmanaged, System.Numerics.IBinaryInteger<TOffset>
    {
        CheckOffsets(key.Name, offsets, bytes.Length);
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<BytesChunkColumn<TOffset>>(key, offsets.Length - 1, validity).Set(offsets, bytes);
        return this;
    }

    private Chunk Strings(in ColumnKey key, ColumnInput<string?> values)
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<StringsChunkColumn>(key, values.Length, default).Set(values);
        return this;
    }

    private Chunk Arrays(string name, ColumnInput<byte[]?> values)
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<ArraysChunkColumn>(new(name, ColumnType.Binary), values.Length, default).Set(values);
        return this;
    }

    private void CheckOffsets<TOffset>(string name, ColumnInput<TOffset> offsets, int length)
        where TOffset : unmanaged, System.Numerics.IBinaryInteger<TOffset>
    {
        try
        {
            BytesValues.CheckOffsets(offsets.Span, length);
        }
        catch (QuestDbException e)
        {
            throw _columns.Error(name, e.Message);
        }
    }
}
