namespace QuestDb.Configuration.Values;

/// <summary>The sections of docs/configuration.md.</summary>
internal enum KeySection
{
    Server,
    Writing,
    Store,
    Delivery,
    Queries,
    Pools,
    Hints,
}
