using QuestDb.Store.Segments;

namespace QuestDb.Ingest.Delivery;

/// <summary>A message on a connection that waits for its answer.</summary>
/// <param name="Fsn">The frame; -1 for a catch-up frame.</param>
/// <param name="Tables">The tables that have rows in it, with their numbers.</param>
/// <param name="DefersCommit">Whether its rows are committed with those of the next message that commits.</param>
/// <param name="Bytes">What it counts among the bytes in flight.</param>
internal readonly record struct SentMessage(long Fsn, FrameTables Tables, bool DefersCommit, int Bytes);
