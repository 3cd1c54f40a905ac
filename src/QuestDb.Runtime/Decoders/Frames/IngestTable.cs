using QuestDb.Decoders.Batches;

namespace QuestDb.Decoders.Frames;

/// <summary>One table block of an ingest frame.</summary>
/// <param name="Name">The table.</param>
/// <param name="Batch">Its rows, as a query would give them.</param>
/// <param name="Block">Where the block is in the frame.</param>
internal sealed record IngestTable(string Name, ResultBatch Batch, Range Block);
