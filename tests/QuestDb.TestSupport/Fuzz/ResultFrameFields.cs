namespace QuestDb.TestSupport;

/// <summary>Tells the structure of a RESULT_BATCH (header, schema, lengths) from its values.</summary>
public static class ResultFrameFields
{
    private const byte GorillaFlag = 0x04;
    private const byte DeltaDictionaryFlag = 0x08;
    private const byte ZstdFlag = 0x10;
    private const int KindAndRequestId = 9;

    /// <summary>Header and block headers of a zstd frame of one block, and a little more.</summary>
    private const int ZstdHeader = 24;

    /// <summary>
    /// Per byte of the frame, whether it is structure. The columns are needed for a batch that is not the first of its query.
    /// </summary>
    public static bool[] Structure(byte[] frame, IReadOnlyList<ColumnType> types)
    {
        var structure = new bool[frame.Length];
        var reader = new ReferenceWireReader(frame);
        byte flags = frame[5];
        var walk = new Walk(structure);
        reader.Take(12 + KindAndRequestId);
        ulong sequence = reader.Varint();
        walk.Mark(0, reader.Position);
        if ((flags & ZstdFlag) != 0)
        {
            walk.Mark(reader.Position, Math.Min(frame.Length, reader.Position + ZstdHeader));
            return structure;
        }

        if ((flags & DeltaDictionaryFlag) != 0)
        {
            walk.Varint(ref reader);
            for (ulong left = walk.Varint(ref reader); left > 0; left--)
                reader.Take((long)walk.Varint(ref reader));
        }

        reader.Take((long)walk.Varint(ref reader));
        int rows = (int)walk.Varint(ref reader);
        if (sequence == 0)
        {
            int start = reader.Position;
            var schema = new ColumnType[(int)reader.Varint()];
            for (int i = 0; i < schema.Length; i++)
            {
                reader.Take((long)reader.Varint());
                schema[i] = (ColumnType)reader.U8();
            }

            walk.Mark(start, reader.Position);
            types = schema;
        }

        foreach (ColumnType type in types)
            walk.Column(ref reader, type, rows, (flags & GorillaFlag) != 0);
        return structure;
    }

    private readonly struct Walk(bool[] structure)
    {
        public void Mark(int start, int end) => structure.AsSpan(start..end).Fill(true);

        public ulong Varint(ref ReferenceWireReader reader)
        {
            int start = reader.Position;
            ulong value = reader.Varint();
            Mark(start, reader.Position);
            return value;
        }

        public void Column(ref ReferenceWireReader reader, ColumnType type, int rows, bool gorilla)
        {
            int values = rows;
            int flag = reader.Position;
            byte hasNulls = reader.U8();
            Mark(flag, reader.Position);
            if (hasNulls != 0)
                foreach (byte bits in reader.Take((rows + 7) / 8))
                    values -= int.PopCount(bits);
            switch (type)
            {
                case ColumnType.Boolean:
                    reader.Take((values + 7) / 8);
                    break;
                case ColumnType.Symbol:
                    for (; values > 0; values--)
                        reader.Varint();
                    break;
                case ColumnType.Varchar or ColumnType.Binary:
                    Text(ref reader, values);
                    break;
                case ColumnType.DoubleArray or ColumnType.LongArray:
                    for (; values > 0; values--)
                        Array(ref reader);
                    break;
                case ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date when gorilla:
                    Mark(reader.Position, reader.Position + 1);
                    if (reader.U8() == 1) ReferenceGorillaValues.Read(ref reader, values);
                    else reader.Take(values * 8L);
                    break;
                case ColumnType.GeoHash:
                    reader.Take((long)values * (((int)Varint(ref reader) + 7) / 8));
                    break;
                default:
                    if (type is ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256)
                    {
                        Mark(reader.Position, reader.Position + 1);
                        reader.U8();
                    }

                    reader.Take((long)values * Width(type));
                    break;
            }
        }

        private void Text(ref ReferenceWireReader reader, int values)
        {
            int start = reader.Position;
            reader.Take(values * 4L);
            uint end = reader.U32();
            Mark(start, reader.Position);
            reader.Take(end);
        }

        private void Array(ref ReferenceWireReader reader)
        {
            int start = reader.Position;
            long elements = 1;
            for (int dimension = reader.U8(); dimension > 0; dimension--)
                elements *= reader.U32();
            Mark(start, reader.Position);
            reader.Take(elements * 8);
        }

        private static int Width(ColumnType type) => type switch
        {
            ColumnType.Byte => 1,
            ColumnType.Short or ColumnType.Char => 2,
            ColumnType.Int or ColumnType.Float or ColumnType.IPv4 => 4,
            ColumnType.Uuid or ColumnType.Decimal128 => 16,
            ColumnType.Long256 or ColumnType.Decimal256 => 32,
            _ => 8,
        };
    }
}
