using System.Numerics;
using System.Runtime.CompilerServices;
using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Encodes codes into a list of texts as a SYMBOL column.</summary>
internal static class SymbolCodes
{
    public static void Encode<TCode>(
        ChunkEncoder encoder, int ordinal, ReadOnlySpan<TCode> codes, RowValidity validity, ISymbolTexts texts, CodeIds codeIds)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        int dense = FixedValues.BeginNullable(encoder, ordinal, validity);
        Span<int> known = codeIds.Of(encoder, texts.Count);
        Span<int> ids = encoder.Ids()[..dense];
        if (validity.Nulls == 0)
        {
            for (int row = 0; row < codes.Length; row++) ids[row] = IdOf(codes[row], known, encoder, texts);
        }
        else
        {
            int written = 0;
            for (int row = 0; row < codes.Length; row += RowValidity.WordRows)
            {
                for (ulong word = validity.Word(row); word != 0; word &= word - 1)
                {
                    ids[written++] = IdOf(codes[row + BitOperations.TrailingZeroCount(word)], known, encoder, texts);
                }
            }
        }

        SymbolBlock.WriteIds(encoder.Buffer, ids);
    }

    /// <summary>Refuses codes that stand for no text.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static void Check<TCode>(ReadOnlySpan<TCode> codes, RowValidity validity, int count)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        for (int row = 0; row < codes.Length; row++)
        {
            long code = long.CreateTruncating(codes[row]);
            if ((ulong)code >= (ulong)count && validity.HasValue(row)) throw OutOfRange(code, count, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IdOf<TCode>(TCode code, Span<int> known, ChunkEncoder encoder, ISymbolTexts texts)
        where TCode : unmanaged, IBinaryInteger<TCode>
    {
        long index = long.CreateTruncating(code);
        if ((ulong)index < (ulong)known.Length && known[(int)index] is var id and >= 0) return id;
        return Intern(index, known, encoder, texts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Intern(long code, Span<int> known, ChunkEncoder encoder, ISymbolTexts texts)
    {
        if ((ulong)code >= (ulong)known.Length) throw OutOfRange(code, known.Length, row: null);
        return known[(int)code] = texts.Intern(encoder.Dictionary, (int)code);
    }

    private static QuestDbException OutOfRange(long code, int count, int? row) => new(ErrorCode.InvalidValue,
        $"The code {code}{(row is null ? "" : $" of row {row}")} is outside the dictionary, "
        + $"which has {count} {(count == 1 ? "text" : "texts")}.")
    {
        Row = row,
    };
}
