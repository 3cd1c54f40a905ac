using System.Runtime.CompilerServices;
using QuestDb.Encoders.Chunks;

namespace QuestDb;

// Each pair differs in what happens to the memory; validity is optional in both.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>Sets a BOOLEAN column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnBoolean(string name, ReadOnlyMemory<bool> values, ReadOnlyMemory<byte> validity = default) =>
        Booleans(name, values, validity);

    /// <summary>Sets a BOOLEAN column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnBoolean(string name, ReadOnlySpan<bool> values, ReadOnlySpan<byte> validity = default) =>
        Booleans(name, values, validity);

    /// <summary>Sets a BOOLEAN column of packed bits, least significant first.</summary>
    /// <param name="name">The column.</param>
    /// <param name="bits">A bit a row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: there are fewer bits than rows; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnBooleanBits(string name, ReadOnlyMemory<byte> bits, int rows, ReadOnlyMemory<byte> validity = default) =>
        PackedBooleans(name, bits, rows, validity);

    /// <summary>Sets a BOOLEAN column of packed bits, least significant first; they are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="bits">A bit a row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: there are fewer bits than rows; see the remarks of the class.</exception>
    public Chunk ColumnBooleanBits(string name, ReadOnlySpan<byte> bits, int rows, ReadOnlySpan<byte> validity = default) =>
        PackedBooleans(name, bits, rows, validity);

    /// <summary>Sets a BYTE column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnByte(string name, ReadOnlyMemory<sbyte> values, ReadOnlyMemory<byte> validity = default) =>
        Same<sbyte>(new(name, ColumnType.Byte), values, validity);

    /// <summary>Sets a BYTE column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnByte(string name, ReadOnlySpan<sbyte> values, ReadOnlySpan<byte> validity = default) =>
        Same<sbyte>(new(name, ColumnType.Byte), values, validity);

    /// <summary>Sets a SHORT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnShort(string name, ReadOnlyMemory<short> values, ReadOnlyMemory<byte> validity = default) =>
        Same<short>(new(name, ColumnType.Short), values, validity);

    /// <summary>Sets a SHORT column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnShort(string name, ReadOnlySpan<short> values, ReadOnlySpan<byte> validity = default) =>
        Same<short>(new(name, ColumnType.Short), values, validity);

    /// <summary>Sets an INT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnInt(string name, ReadOnlyMemory<int> values, ReadOnlyMemory<byte> validity = default) =>
        Same<int>(new(name, ColumnType.Int), values, validity);

    /// <summary>Sets an INT column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnInt(string name, ReadOnlySpan<int> values, ReadOnlySpan<byte> validity = default) =>
        Same<int>(new(name, ColumnType.Int), values, validity);

    /// <summary>Sets a LONG column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnLong(string name, ReadOnlyMemory<long> values, ReadOnlyMemory<byte> validity = default) =>
        Same<long>(new(name, ColumnType.Long), values, validity);

    /// <summary>Sets a LONG column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnLong(string name, ReadOnlySpan<long> values, ReadOnlySpan<byte> validity = default) =>
        Same<long>(new(name, ColumnType.Long), values, validity);

    /// <summary>Sets a FLOAT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnFloat(string name, ReadOnlyMemory<float> values, ReadOnlyMemory<byte> validity = default) =>
        Same<float>(new(name, ColumnType.Float), values, validity);

    /// <summary>Sets a FLOAT column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnFloat(string name, ReadOnlySpan<float> values, ReadOnlySpan<byte> validity = default) =>
        Same<float>(new(name, ColumnType.Float), values, validity);

    /// <summary>Sets a DOUBLE column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnDouble(string name, ReadOnlyMemory<double> values, ReadOnlyMemory<byte> validity = default) =>
        Same<double>(new(name, ColumnType.Double), values, validity);

    /// <summary>Sets a DOUBLE column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDouble(string name, ReadOnlySpan<double> values, ReadOnlySpan<byte> validity = default) =>
        Same<double>(new(name, ColumnType.Double), values, validity);

    /// <summary>Sets a CHAR column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    [OverloadResolutionPriority(1)]
    public Chunk ColumnChar(string name, ReadOnlyMemory<char> values, ReadOnlyMemory<byte> validity = default) =>
        Same<char>(new(name, ColumnType.Char), values, validity);

    /// <summary>Sets a CHAR column; the values are copied into the chunk.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnChar(string name, ReadOnlySpan<char> values, ReadOnlySpan<byte> validity = default) =>
        Same<char>(new(name, ColumnType.Char), values, validity);

    private Chunk Booleans(string name, Input<bool> values, Input<byte> validity)
    {
        _columns.Add<BooleanChunkColumn>(new(name, ColumnType.Boolean), values.Length, validity).Set(values);
        return this;
    }

    private Chunk PackedBooleans(string name, Input<byte> bits, int rows, Input<byte> validity)
    {
        if (rows < 0) throw _columns.Error(name, $"A column can't have {rows:N0} rows.");
        if (bits.Length < RowValidity.BytesFor(rows)) throw _columns.Error(name, $"{rows:N0} rows take {RowValidity.BytesFor(rows):N0} bytes of bits; there are {bits.Length:N0}.");
        _columns.Add<BitsChunkColumn>(new(name, ColumnType.Boolean), rows, validity).Set(bits);
        return this;
    }
}
