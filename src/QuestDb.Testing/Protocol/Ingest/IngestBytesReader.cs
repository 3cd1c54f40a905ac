using System.Runtime.InteropServices;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>
/// Decodes VARCHAR and BINARY: an array of end offsets, then the bytes. VARCHAR is not checked for valid UTF-8, as in QuestDB.
/// </summary>
internal static class IngestBytesReader
{
    public static BytesVector Read(ref PayloadReader reader, scoped NullMap nulls, ColumnType type)
    {
        int count = nulls.ValueCount;
        ReadOnlySpan<int> offsets = MemoryMarshal.Cast<byte, int>(reader.ReadBytes((count + 1L) * sizeof(int), "string offsets"));
        if (offsets[0] != 0) throw ProtocolException.Parse($"invalid QWP string offset array: offset[0]={offsets[0]}, expected 0");
        int total = offsets[count];
        if (total < 0) throw ProtocolException.Parse("string column data truncated: expected string data");
        ReadOnlySpan<byte> data = reader.ReadBytes(total, "string data");

        var vector = new BytesVector(type);
        for (int row = 0, value = 0; row < nulls.RowCount; row++)
        {
            if (nulls.IsNull(row))
            {
                vector.AppendNull();
                continue;
            }

            int start = offsets[value++];
            int end = offsets[value];
            if (end < start || end > total)
                throw ProtocolException.Parse($"invalid QWP string offset array: offset[{value}]={end} is not within {start} and {total}");
            vector.Append(data[start..end]);
        }

        return vector;
    }
}
