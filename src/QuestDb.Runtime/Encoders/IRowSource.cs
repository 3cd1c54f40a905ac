using QuestDb.Mapping;

namespace QuestDb.Encoders;

/// <summary>Rows of one table that a sender turns into frames: a span of records, a chunk, or a table of a row buffer.</summary>
internal interface IRowSource
{
    /// <summary>The table and the columns that <see cref="Encode"/> writes.</summary>
    TableSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    int Count { get; }

    /// <summary>Writes some of the rows, column by column in the order of the schema. May be called again for the same rows.</summary>
    void Encode(ChunkEncoder encoder, int start, int count);
}
