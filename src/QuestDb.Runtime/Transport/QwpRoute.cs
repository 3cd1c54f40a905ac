namespace QuestDb.Transport;

/// <summary>The two directions of QWP, each on a connection of its own.</summary>
internal enum QwpRoute
{
    Ingest,
    Query,
}
