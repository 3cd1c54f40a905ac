using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Shared.TypeMap;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>Decodes the data of one ingest column into a vector.</summary>
internal readonly struct IngestColumnReader(string name, ColumnType type, int rowCount, byte flags, IngestSymbols symbols)
{
    public ColumnVector Read(ref PayloadReader reader)
    {
        NullMap nulls = NullMap.Read(ref reader, rowCount);
        ColumnTypeFacts facts = ColumnTypes.Of(type);
        if (!facts.Ingest) throw new ProtocolException(StatusCode.SchemaMismatch, "long arrays are not supported, only double arrays");
        return type switch
        {
            ColumnType.Boolean => ReadBooleans(ref reader, nulls),
            ColumnType.Byte => ReadFixed<sbyte>(ref reader, nulls),
            ColumnType.Short => ReadFixed<short>(ref reader, nulls),
            ColumnType.Char => ReadFixed<ushort>(ref reader, nulls),
            ColumnType.Int => ReadFixed<int>(ref reader, nulls),
            ColumnType.IPv4 => ReadFixed<uint>(ref reader, nulls),
            ColumnType.Float => ReadFixed<float>(ref reader, nulls),
            ColumnType.Double => ReadFixed<double>(ref reader, nulls),
            ColumnType.Timestamp or ColumnType.TimestampNanos => ReadTimestamps(ref reader, nulls),
            ColumnType.Uuid => ReadFixed<UInt128>(ref reader, nulls),
            ColumnType.Long256 => ReadFixed<Limbs256>(ref reader, nulls),
            ColumnType.GeoHash => ReadGeoHashes(ref reader, nulls),
            ColumnType.Decimal64 => ReadDecimals<long>(ref reader, nulls, facts.Digits),
            ColumnType.Decimal128 => ReadDecimals<Int128>(ref reader, nulls, facts.Digits),
            ColumnType.Decimal256 => ReadDecimals<Limbs256>(ref reader, nulls, facts.Digits),
            ColumnType.Symbol => ReadSymbols(ref reader, nulls),
            ColumnType.Varchar or ColumnType.Binary => IngestBytesReader.Read(ref reader, nulls, type),
            ColumnType.DoubleArray => IngestArrayReader.Read(ref reader, nulls, name),
            // Unlike in results, DATE is a plain column on ingest.
            _ => ReadFixed<long>(ref reader, nulls),
        };
    }

    private FixedVector<T> ReadFixed<T>(ref PayloadReader reader, scoped NullMap nulls, int precision = 0, int scale = 0)
        where T : unmanaged
    {
        // The bytes are read before the array is allocated, so that a false row count can't make it huge.
        ReadOnlySpan<byte> dense = reader.ReadBytes((long)nulls.ValueCount * Unsafe.SizeOf<T>(),
            $"{nulls.ValueCount} values of column '{name}'");
        var values = new T[rowCount];
        dense.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return Spread(values, nulls, precision, scale);
    }

    private FixedVector<T> Spread<T>(T[] values, scoped NullMap nulls, int precision = 0, int scale = 0) where T : unmanaged
    {
        nulls.Spread(values, Nulls.HasNull(type) ? Nulls.Sentinel<T>(type) : default);
        return FixedVector<T>.Wrap(type, values, precision, scale);
    }

    private FixedVector<byte> ReadBooleans(ref PayloadReader reader, scoped NullMap nulls)
    {
        ReadOnlySpan<byte> bits = reader.ReadBytes((nulls.ValueCount + 7) / 8, $"{nulls.ValueCount} booleans");
        var values = new byte[rowCount];
        for (int i = 0; i < nulls.ValueCount; i++) values[i] = (byte)(bits[i >> 3] >> (i & 7) & 1);
        return Spread(values, nulls);
    }

    private FixedVector<long> ReadTimestamps(ref PayloadReader reader, scoped NullMap nulls)
    {
        byte encoding = (flags & QwpConstants.FlagGorilla) != 0 ? reader.ReadByte("timestamp encoding") : QwpConstants.TimestampRaw;
        if (encoding is not (QwpConstants.TimestampRaw or QwpConstants.TimestampGorilla))
            throw ProtocolException.Parse($"unknown timestamp encoding: {encoding}");
        bool isRaw = encoding == QwpConstants.TimestampRaw || nulls.ValueCount < 3;
        // A value takes eight bytes, or one bit of the stream.
        if (nulls.ValueCount > (isRaw ? reader.Remaining / sizeof(long) : 2 + reader.Remaining * 8L))
            throw ProtocolException.Parse($"message truncated: expected {nulls.ValueCount} timestamps");
        var values = new long[rowCount];
        Span<long> dense = values.AsSpan(0, nulls.ValueCount);
        if (isRaw)
        {
            reader.ReadInto(dense, $"{dense.Length} timestamps");
        }
        else
        {
            long first = reader.ReadInt64("first two timestamps");
            long second = reader.ReadInt64("first two timestamps");
            // The stream carries no length: it ends where the last value's code does.
            PayloadReader rest = reader;
            int used = GorillaReader.Read(rest.ReadBytes(rest.Remaining, "timestamps"), first, second, dense);
            reader.ReadBytes(used, "timestamps");
        }

        if (name.Length == 0 && dense.Contains(Nulls.Long))
            throw new ProtocolException(StatusCode.WriteError, "designated timestamp column cannot be NULL");
        return Spread(values, nulls);
    }

    private FixedVector<long> ReadGeoHashes(ref PayloadReader reader, scoped NullMap nulls)
    {
        ulong bits = reader.ReadVarint();
        if (bits is 0 or > 60) throw ProtocolException.Parse($"invalid GeoHash precision: {bits}");
        int width = ((int)bits + 7) / 8;
        ReadOnlySpan<byte> packed = reader.ReadBytes((long)width * nulls.ValueCount, "geohashes");
        ulong allOnes = ulong.MaxValue >> (64 - width * 8);
        ulong precisionMask = (1UL << (int)bits) - 1;
        var values = new long[rowCount];
        for (int i = 0; i < nulls.ValueCount; i++)
        {
            ulong value = 0;
            for (int b = 0; b < width; b++) value |= (ulong)packed[i * width + b] << (b * 8);
            // All ones in every byte is the NULL of sentinel mode; under a bitmap it is a value, unless it is wider than the precision.
            bool isSentinel = value == allOnes && (!nulls.HasBitmap || value > precisionMask);
            values[i] = isSentinel ? Nulls.GeoHash : (long)(value & precisionMask);
        }

        return Spread(values, nulls, (int)bits);
    }

    private FixedVector<T> ReadDecimals<T>(ref PayloadReader reader, scoped NullMap nulls, int precision) where T : unmanaged
    {
        byte scale = reader.ReadByte("decimal scale");
        if (scale > precision) throw ProtocolException.Parse($"decimal scale out of range (0..{precision}): {scale}");
        return ReadFixed<T>(ref reader, nulls, precision, scale);
    }

    private SymbolVector ReadSymbols(ref PayloadReader reader, scoped NullMap nulls)
    {
        IngestSymbols dictionary = symbols;
        if ((flags & QwpConstants.FlagDeltaSymbolDict) == 0)
        {
            dictionary = new IngestSymbols();
            dictionary.ReadColumnDictionary(ref reader);
        }

        if (nulls.ValueCount > reader.Remaining) throw ProtocolException.Parse($"message truncated: expected {nulls.ValueCount} symbols");
        var ids = new int[rowCount];
        for (int i = 0; i < nulls.ValueCount; i++) ids[i] = dictionary.TextId(reader.ReadVarint());
        nulls.Spread(ids, -1);
        return SymbolVector.Wrap(dictionary.Texts, ids);
    }
}
