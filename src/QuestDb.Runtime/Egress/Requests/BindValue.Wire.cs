using System.Buffers.Binary;
using System.Runtime.InteropServices;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb;

public readonly partial struct BindValue
{
    private ColumnTypeFacts Facts => ColumnTypes.Of(_type);

    /// <summary>Writes the type code and the value as a column of one row (QWP egress specification, "Bind parameters").</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the value is a default struct, without a type, or its text has a lone surrogate.
    /// </exception>
    internal void Write(FrameBuffer buffer)
    {
        if (_type == ColumnType.None)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                "A bind is a default BindValue, which has no type; make it from a value, or with BindValue.Null.");
        }

        buffer.WriteByte((byte)_type);
        buffer.WriteByte(_isNull ? (byte)1 : (byte)0);
        if (_isNull) buffer.WriteByte(1);
        // A scale or precision stands there without a value too.
        if (Facts.IsDecimal) buffer.WriteByte(_parameter);
        else if (_type == ColumnType.GeoHash) buffer.WriteVarint(_parameter);
        if (_isNull) return;
        if (_type == ColumnType.Varchar)
        {
            WriteText(buffer);
        }
        else
        {
            buffer.WriteBytes(MemoryMarshal.AsBytes(
                new ReadOnlySpan<Long256>(in _bits))[..(_type == ColumnType.GeoHash ? (_parameter + 7) / 8 : Facts.Width)]);
        }
    }

    private void WriteText(FrameBuffer buffer)
    {
        byte[]? utf8 = _text as byte[];
        string text = _text as string ?? "";
        int length = utf8?.Length ?? Utf8Text.CountBytes(text);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.Take(sizeof(uint)), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.Take(sizeof(uint)), (uint)length);
        if (utf8 is not null) buffer.WriteBytes(utf8);
        else Utf8Text.TryEncode(text, buffer.Take(length), out _);
    }
}
