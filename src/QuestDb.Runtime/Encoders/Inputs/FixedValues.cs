using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Mapping;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Encoders.Inputs;

/// <summary>
/// Encodes row-aligned values as a fixed-width or timestamp column: at once where every row has one, else densely packed.
/// </summary>
internal static class FixedValues
{
    public static void Encode<TSource, TWire, TConverter>(
        ChunkEncoder encoder, int ordinal, ReadOnlySpan<TSource> values, RowValidity validity, TConverter converter)
        where TSource : unmanaged
        where TWire : unmanaged
        where TConverter : struct, IToWire<TSource, TWire>
    {
        ColumnSchema column = encoder.Schema.Columns[ordinal];
        FrameBuffer buffer = encoder.Buffer;
        ColumnTypeFacts facts = ColumnTypes.Of(column.Type);
        bool hasNull = facts.HasNull;
        int dense = BeginNullable(encoder, ordinal, validity, hasNull);
        if (column.Prefix is var prefix and >= 0) buffer.WriteByte((byte)prefix);
        int offset = buffer.Length;
        Span<byte> bytes = buffer.Take(dense * Unsafe.SizeOf<TWire>());
        Span<TWire> target = MemoryMarshal.Cast<byte, TWire>(bytes);
        if (validity.Nulls == 0) ConvertAll<TSource, TWire, TConverter>(values, target, converter);
        else if (hasNull) ConvertDense<TSource, TWire, TConverter>(values, target, validity, converter);
        else ConvertSparse<TSource, TWire, TConverter>(values, target, validity, converter);

        if (facts.Layout == ColumnLayout.Timestamp) encoder.CompleteTimestamps(offset);
        else encoder.CheckLossy(bytes);
    }

    /// <summary>
    /// Begins a column with its null flag and, where rows are NULL, the null bitmap; returns the number of values to write.
    /// </summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="ordinal">The column.</param>
    /// <param name="validity">Its rows.</param>
    /// <param name="hasNull">Whether the type has NULL; else a row without a value gets 0.</param>
    public static int BeginNullable(ChunkEncoder encoder, int ordinal, RowValidity validity, bool hasNull = true)
    {
        encoder.BeginColumn(ordinal);
        FrameBuffer buffer = encoder.Buffer;
        bool bitmap = hasNull && validity.Nulls > 0;
        buffer.WriteByte(bitmap ? (byte)1 : (byte)0);
        if (!bitmap) return validity.Count;
        validity.WriteNulls(buffer.Take(RowValidity.BytesFor(validity.Count)));
        return validity.Count - validity.Nulls;
    }

    private static void ConvertAll<TSource, TWire, TConverter>(ReadOnlySpan<TSource> values, Span<TWire> target, TConverter converter)
        where TSource : unmanaged
        where TWire : unmanaged
        where TConverter : struct, IToWire<TSource, TWire>
    {
        if (typeof(TConverter) == typeof(AsIs<TWire>))
        {
            MemoryMarshal.AsBytes(values).CopyTo(MemoryMarshal.AsBytes(target));
            return;
        }

        for (int i = 0; i < values.Length; i++) target[i] = converter.Convert(values[i]);
    }

    /// <summary>Packs the values, 64 rows at a time: whole words of values are copied, whole words of nulls skipped.</summary>
    private static void ConvertDense<TSource, TWire, TConverter>(
        ReadOnlySpan<TSource> values, Span<TWire> target, RowValidity validity, TConverter converter)
        where TSource : unmanaged
        where TWire : unmanaged
        where TConverter : struct, IToWire<TSource, TWire>
    {
        for (int row = 0; row < validity.Count; row += RowValidity.WordRows)
        {
            ulong word = validity.Word(row);
            if (word == ulong.MaxValue)
            {
                ConvertAll<TSource, TWire, TConverter>(values.Slice(row, RowValidity.WordRows), target[..RowValidity.WordRows], converter);
                target = target[RowValidity.WordRows..];
                continue;
            }

            int written = 0;
            for (; word != 0; word &= word - 1)
            {
                target[written++] = converter.Convert(values[row + BitOperations.TrailingZeroCount(word)]);
            }

            target = target[written..];
        }
    }

    private static void ConvertSparse<TSource, TWire, TConverter>(
        ReadOnlySpan<TSource> values, Span<TWire> target, RowValidity validity, TConverter converter)
        where TSource : unmanaged
        where TWire : unmanaged
        where TConverter : struct, IToWire<TSource, TWire>
    {
        for (int row = 0; row < values.Length; row++) target[row] = validity.HasValue(row) ? converter.Convert(values[row]) : default;
    }
}
