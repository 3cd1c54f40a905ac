namespace QuestDb.Mapping;

/// <summary>
/// What the source generator implements for a type marked <see cref="QuestRowAttribute"/> or <see cref="QuestTableAttribute"/>:
/// how rows of a query result become values of <typeparamref name="T"/>.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IQuestRow<T>
{
    /// <summary>The columns that the members of <typeparamref name="T"/> are read from.</summary>
    static abstract RowSchema RowSchema { get; }

    /// <summary>Reads the rows of one result batch, in order.</summary>
    /// <param name="batch">The batch, matched to <see cref="RowSchema"/>.</param>
    /// <param name="rows">Receives the rows; as long as the batch.</param>
    static abstract void ReadRows(RowBatch batch, Span<T> rows);
}
