using System.Diagnostics.CodeAnalysis;
using QuestDb.Errors;

namespace QuestDb.Values;

/// <summary>The rules of an array's shape.</summary>
internal static class ArrayShape
{
    /// <summary>QuestDB's limit of dimensions.</summary>
    public const int MaxRank = 32;

    /// <summary>Throws unless a shape has 1 to 32 dimensions, none negative, and as many elements as there are values.</summary>
    public static void Check(ReadOnlySpan<int> shape, int values, string kind)
    {
        if (shape.Length is 0 or > MaxRank) throw Invalid($"A {kind} has 1 to {MaxRank} dimensions, not {shape.Length}.");
        bool empty = shape.Contains(0);
        long elements = empty ? 0 : 1;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 0) throw Invalid(InvariantText.Of($"Dimension {i} of a {kind} has the negative length {shape[i]}."));
            // A product above int.MaxValue fits no array, so we stop multiplying before it overflows.
            if (elements <= int.MaxValue) elements *= empty ? 0 : shape[i];
        }

        if (elements != values)
        {
            throw Invalid($"The shape [{Text(shape)}] of a {kind} does not have as many elements as there are values, {values}.");
        }
    }

    /// <summary>The place of an element among the flat values.</summary>
    public static int Offset(ReadOnlySpan<int> shape, ReadOnlySpan<int> index)
    {
        if (index.Length != shape.Length)
        {
            throw new ArgumentException($"An array of {shape.Length} dimensions is indexed with {index.Length} numbers.", nameof(index));
        }

        int offset = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if ((uint)index[i] >= (uint)shape[i])
            {
                throw new ArgumentOutOfRangeException(nameof(index),
                    InvariantText.Of($"The index {index[i]} of dimension {i} is not in its length, {shape[i]}."));
            }

            offset = (offset * shape[i]) + index[i];
        }

        return offset;
    }

    /// <summary>The length of a row of a jagged array, which must be that of the first row if there is one.</summary>
    public static int RowLength([NotNull] Array? row, int index, int? expected, string kind)
    {
        if (row is null) throw Invalid($"Row {index} of the jagged array is null; a {kind} is rectangular.");
        if (expected is { } length && row.Length != length)
        {
            throw Invalid($"Row {index} of the jagged array has {row.Length} elements, but row 0 has {length}; a {kind} is rectangular.");
        }

        return row.Length;
    }

    /// <summary>Throws unless an array has the dimensions that a .NET array needs.</summary>
    public static void CheckRank(ReadOnlySpan<int> shape, int rank, string kind)
    {
        if (shape.Length != rank) throw Invalid($"A {kind} of {shape.Length} dimensions is no .NET array of {rank}.");
    }

    private static string Text(ReadOnlySpan<int> shape) => string.Join(", ", shape.ToArray());

    private static QuestDbException Invalid(string message) => new(ErrorCode.InvalidValue, message);
}
