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

    /// <summary>
    /// Converts the values of one member again, row after row, to find the one that <see cref="ReadRows"/> failed on, so that reading
    /// need not keep track. Members whose values can't fail to convert are left out.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ordinal">The member.</param>
    /// <param name="row">Counts the rows that could be converted.</param>
    static virtual void FindInvalidValue(RowBatch batch, int ordinal, ref int row)
    {
    }
}
