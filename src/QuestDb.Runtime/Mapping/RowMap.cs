using QuestDb.Decoders.Batches;

namespace QuestDb.Mapping;

/// <summary>How the rows of a result become values of a type: generated code, on the type itself or on a map class.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal abstract class RowMap<T>
{
    /// <summary>Matches the columns of a result to the members.</summary>
    public abstract RowBatch Match(ResultBatch batch, bool views);

    /// <summary>Reads the rows of a batch.</summary>
    public abstract void Read(RowBatch batch, Span<T> rows);
}

/// <inheritdoc/>
/// <typeparam name="T">The record type.</typeparam>
/// <typeparam name="TMap">What the generator implemented the mapping on.</typeparam>
internal sealed class RowMap<T, TMap> : RowMap<T>
    where TMap : IQuestRow<T>
{
    public static readonly RowMap<T, TMap> Instance = new();

    public override RowBatch Match(ResultBatch batch, bool views) => new(TMap.RowSchema, batch, views);

    public override void Read(RowBatch batch, Span<T> rows)
    {
        try
        {
            TMap.ReadRows(batch, rows);
        }
        catch (Exception e) when (e is not QuestDbException { Column: not null } && Locate(batch) is { } located)
        {
            throw located;
        }
    }

    /// <summary>The error of the first value that can't be converted, with column and row; null when another thing was wrong.</summary>
    private static QuestDbException? Locate(RowBatch batch)
    {
        for (int ordinal = 0; ordinal < TMap.RowSchema.Columns.Length; ordinal++)
        {
            int row = 0;
            try
            {
                TMap.FindInvalidValue(batch, ordinal, ref row);
            }
            catch (Exception cause) when (cause is not QuestDbException { Column: not null })
            {
                return batch.InvalidValue(ordinal, row, cause);
            }
        }

        return null;
    }
}
