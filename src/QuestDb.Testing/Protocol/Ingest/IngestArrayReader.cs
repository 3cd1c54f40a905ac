using System.Runtime.InteropServices;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>Decodes DOUBLE_ARRAY: per value the dimensions, their lengths and the elements in row-major order.</summary>
internal static class IngestArrayReader
{
    private const int MaxDimensions = 32;

    public static ArrayVector Read(ref PayloadReader reader, scoped NullMap nulls, string name)
    {
        // An array takes its dimensions and one length at least.
        if ((long)nulls.ValueCount * (1 + sizeof(int)) > reader.Remaining)
        {
            throw ProtocolException.Parse($"message truncated: expected {nulls.ValueCount} arrays");
        }

        var shapes = new int[]?[nulls.RowCount];
        var elements = new double[nulls.RowCount][];
        int dimensions = 0;
        for (int row = 0; row < nulls.RowCount; row++)
        {
            if (nulls.IsNull(row)) continue;
            int[] shape = ReadShape(ref reader, out int count);
            if (dimensions == 0) dimensions = shape.Length;
            if (shape.Length != dimensions)
            {
                throw new ProtocolException(StatusCode.SchemaMismatch,
                    $"array dimensionality mismatch in QWP batch [column={name}, expectedDims={dimensions}, actualDims={shape.Length}]");
            }

            shapes[row] = shape;
            ReadOnlySpan<byte> data = reader.ReadBytes((long)count * sizeof(double), $"{count} array elements");
            elements[row] = MemoryMarshal.Cast<byte, double>(data).ToArray();
        }

        var vector = new ArrayVector(ColumnType.DoubleArray) { Precision = dimensions };
        for (int row = 0; row < nulls.RowCount; row++)
        {
            if (shapes[row] is int[] shape) vector.Append(shape, elements[row]);
            else vector.AppendNull();
        }

        return vector;
    }

    private static int[] ReadShape(ref PayloadReader reader, out int elementCount)
    {
        int dimensions = reader.ReadByte("array dimensions");
        if (dimensions is 0 or > MaxDimensions)
        {
            throw ProtocolException.Parse($"invalid array dimensions: {dimensions} (must be 1-{MaxDimensions})");
        }

        var shape = new int[dimensions];
        long count = 1;
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = reader.ReadInt32("array shape");
            if (shape[i] < 0) throw ProtocolException.Parse($"invalid array dimension size: {shape[i]}");
            count *= shape[i];
            if (count > int.MaxValue) throw ProtocolException.Parse("array element count overflow");
        }

        elementCount = (int)count;
        return shape;
    }
}
