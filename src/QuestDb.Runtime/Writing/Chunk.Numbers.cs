using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Threading;

namespace QuestDb;

public sealed partial class Chunk
{
    /// <summary>Sets a BOOLEAN column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnBoolean(string name, ColumnInput<bool> values, ColumnInput<byte> validity = default) =>
        Booleans(name, values, validity);

    /// <summary>Sets a BOOLEAN column of packed bits, least significant first.</summary>
    /// <param name="name">The column.</param>
    /// <param name="bits">A bit a row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: there are fewer bits than rows; see the remarks of the class.
    /// </exception>
    public Chunk ColumnBooleanBits(string name, ColumnInput<byte> bits, int rows, ColumnInput<byte> validity = default) =>
        PackedBooleans(name, bits, rows, validity);

    /// <summary>Sets a BYTE column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnByte(string name, ColumnInput<sbyte> values, ColumnInput<byte> validity = default) =>
        Same<sbyte>(new(name, ColumnType.Byte), values, validity);

    /// <summary>Sets a SHORT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnShort(string name, ColumnInput<short> values, ColumnInput<byte> validity = default) =>
        Same<short>(new(name, ColumnType.Short), values, validity);

    /// <summary>Sets an INT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnInt(string name, ColumnInput<int> values, ColumnInput<byte> validity = default) =>
        Same<int>(new(name, ColumnType.Int), values, validity);

    /// <summary>Sets a LONG column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnLong(string name, ColumnInput<long> values, ColumnInput<byte> validity = default) =>
        Same<long>(new(name, ColumnType.Long), values, validity);

    /// <summary>Sets a FLOAT column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnFloat(string name, ColumnInput<float> values, ColumnInput<byte> validity = default) =>
        Same<float>(new(name, ColumnType.Float), values, validity);

    /// <summary>Sets a DOUBLE column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDouble(string name, ColumnInput<double> values, ColumnInput<byte> validity = default) =>
        Same<double>(new(name, ColumnType.Double), values, validity);

    /// <summary>Sets a CHAR column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnChar(string name, ColumnInput<char> values, ColumnInput<byte> validity = default) =>
        Same<char>(new(name, ColumnType.Char), values, validity);

    private Chunk Booleans(string name, ColumnInput<bool> values, ColumnInput<byte> validity)
    {
        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<BooleanChunkColumn>(new(name, ColumnType.Boolean), values.Length, validity).Set(values);
        return this;
    }

    private Chunk PackedBooleans(string name, ColumnInput<byte> bits, int rows, ColumnInput<byte> validity)
    {
        if (rows < 0) throw _columns.Error(name, $"A column can't have {rows:N0} rows.");
        if (bits.Length < RowValidity.BytesFor(rows))
        {
            throw _columns.Error(name,
                $"{rows:N0} rows take {RowValidity.BytesFor(rows):N0} bytes of bits; there are {bits.Length:N0}.");
        }

        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<BitsChunkColumn>(new(name, ColumnType.Boolean), rows, validity).Set(bits);
        return this;
    }
}
