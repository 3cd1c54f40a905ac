using QuestDb.Egress;

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

    public override void Read(RowBatch batch, Span<T> rows) => TMap.ReadRows(batch, rows);
}
