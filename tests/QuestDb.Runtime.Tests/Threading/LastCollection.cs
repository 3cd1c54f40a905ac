using QuestDb.TestSupport;

[assembly: TestCollectionOrderer("QuestDb.TestSupport.LastCollectionOrderer", "QuestDb.TestSupport")]

namespace QuestDb.Tests.Threading;

/// <summary>Tests of the whole run: they come last.</summary>
[CollectionDefinition(LastCollectionOrderer.Last, DisableParallelization = true)]
public sealed class LastCollection;
