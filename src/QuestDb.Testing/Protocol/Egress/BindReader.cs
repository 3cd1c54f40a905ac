using System.Runtime.CompilerServices;
using QuestDb.Shared.TypeMap;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>Reads one bind: a type code, then a column of one row. A SYMBOL bind is a VARCHAR by another name.</summary>
internal static class BindReader
{
    public static ColumnVector Read(ref PayloadReader reader, int index)
    {
        byte code = reader.ReadByte("bind type");
        var type = (ColumnType)code;
        if (type is ColumnType.DoubleArray or ColumnType.LongArray)
            throw ProtocolException.Parse($"bind {index}: ARRAY bind parameters not yet supported in Phase 1 egress");
        if (ColumnTypes.Find(type) is not { Binds: true } facts)
        {
            throw ProtocolException.Parse($"bind {index}: unsupported wire type 0x{code:x}");
        }

        bool isNull = ReadNullFlag(ref reader);
        return type switch
        {
            ColumnType.Boolean => ReadBoolean(ref reader, isNull),
            ColumnType.Byte => ReadFixed<sbyte>(ref reader, type, isNull),
            ColumnType.Short => ReadFixed<short>(ref reader, type, isNull),
            ColumnType.Char => ReadFixed<ushort>(ref reader, type, isNull),
            ColumnType.Int => ReadFixed<int>(ref reader, type, isNull),
            ColumnType.Float => ReadFixed<float>(ref reader, type, isNull),
            ColumnType.Double => ReadFixed<double>(ref reader, type, isNull),
            ColumnType.Uuid => ReadFixed<UInt128>(ref reader, type, isNull),
            ColumnType.Long256 => ReadFixed<Limbs256>(ref reader, type, isNull),
            ColumnType.GeoHash => ReadGeoHash(ref reader, index, isNull),
            ColumnType.Decimal64 => ReadDecimal<long>(ref reader, type, index, isNull, facts.Digits),
            ColumnType.Decimal128 => ReadDecimal<Int128>(ref reader, type, index, isNull, facts.Digits),
            ColumnType.Decimal256 => ReadDecimal<Limbs256>(ref reader, type, index, isNull, facts.Digits),
            ColumnType.Varchar or ColumnType.Symbol => ReadVarchar(ref reader, isNull),
            _ => ReadFixed<long>(ref reader, type, isNull),
        };
    }

    private static bool ReadNullFlag(ref PayloadReader reader)
    {
        if (reader.Remaining == 0) throw ProtocolException.Parse("bind: truncated null flag");
        if (reader.ReadByte("null flag") == 0) return false;
        if (reader.Remaining == 0) throw ProtocolException.Parse("bind: truncated null bitmap");
        return (reader.ReadByte("null bitmap") & 1) != 0;
    }

    private static FixedVector<T> ReadFixed<T>(ref PayloadReader reader, ColumnType type, bool isNull, int precision = 0, int scale = 0)
        where T : unmanaged
    {
        var vector = new FixedVector<T>(type) { Precision = precision, Scale = scale };
        if (isNull)
        {
            vector.AppendNull();
            return vector;
        }

        if (reader.Remaining < Unsafe.SizeOf<T>()) throw ProtocolException.Parse($"bind: truncated {type.ToString().ToUpperInvariant()}");
        reader.ReadInto(vector.AppendUninitialized(1), "bind");
        return vector;
    }

    private static FixedVector<byte> ReadBoolean(ref PayloadReader reader, bool isNull)
    {
        FixedVector<byte> raw = ReadFixed<byte>(ref reader, ColumnType.Boolean, isNull);
        return FixedVector<byte>.Wrap(ColumnType.Boolean, [(byte)(raw[0] & 1)]);
    }

    private static FixedVector<T> ReadDecimal<T>(ref PayloadReader reader, ColumnType type, int index, bool isNull, int precision)
        where T : unmanaged
    {
        // A NULL has its scale too.
        if (reader.Remaining == 0) throw ProtocolException.Parse($"bind: truncated {type.ToString().ToUpperInvariant()} scale");
        byte scale = reader.ReadByte("scale");
        if (scale > 76) throw ProtocolException.Parse($"bind {index}: DECIMAL scale out of range (0..76): {scale}");
        return ReadFixed<T>(ref reader, type, isNull, precision, scale);
    }

    private static FixedVector<long> ReadGeoHash(ref PayloadReader reader, int index, bool isNull)
    {
        // A NULL has its precision too.
        ulong bits = reader.ReadVarint();
        if (bits is 0 or > 60) throw ProtocolException.Parse($"bind {index}: GEOHASH precision_bits out of range (1..60): {(long)bits}");
        var vector = new FixedVector<long>(ColumnType.GeoHash) { Precision = (int)bits };
        if (isNull)
        {
            vector.AppendNull();
            return vector;
        }

        ReadOnlySpan<byte> bytes = reader.ReadBytes(((int)bits + 7) / 8, "GEOHASH bind");
        long value = 0;
        for (int i = 0; i < bytes.Length; i++) value |= (long)bytes[i] << (i * 8);
        vector.Append(value & ((1L << (int)bits) - 1));
        return vector;
    }

    private static BytesVector ReadVarchar(ref PayloadReader reader, bool isNull)
    {
        var vector = new BytesVector(ColumnType.Varchar);
        if (isNull)
        {
            vector.AppendNull();
            return vector;
        }

        int start = reader.ReadInt32("bind: VARCHAR offsets");
        int length = reader.ReadInt32("bind: VARCHAR offsets");
        if (start != 0 || length < 0) throw ProtocolException.Parse($"bind: VARCHAR offsets invalid [offset0={start}, strLen={length}]");
        vector.Append(reader.ReadBytes(length, "VARCHAR bind"));
        return vector;
    }
}
