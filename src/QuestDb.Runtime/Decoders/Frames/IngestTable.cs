using QuestDb.Decoders.Batches;

namespace QuestDb.Decoders.Frames;

/// <summary>One table block of an ingest frame.</summary>
/// <param name="Name">The table.</param>
/// <param name="Batch">Its rows, as a query would give them.</param>
internal sealed record IngestTable(string Name, ResultBatch Batch);
