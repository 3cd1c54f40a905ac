namespace QuestDb.Mapping;

/// <summary>
/// What the source generator implements for a type marked <see cref="QuestTableAttribute"/>: how values of
/// <typeparamref name="T"/> become rows of a table.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IQuestTable<T> : IQuestRow<T>
{
    /// <summary>The table and its columns.</summary>
    static abstract TableSchema TableSchema { get; }

    /// <summary>Writes rows column by column.</summary>
    /// <param name="encoder">Takes the columns in the order of <see cref="TableSchema"/>.</param>
    /// <param name="rows">The rows; as many as the encoder was begun with.</param>
    static abstract void WriteRows(ChunkEncoder encoder, ReadOnlySpan<T> rows);
}
