using Xunit;
using Xunit.Abstractions;

namespace QuestDb.TestSupport;

/// <summary>Puts one collection of tests, which must not run beside others, behind all others: it judges the whole run.</summary>
public sealed class LastCollectionOrderer : ITestCollectionOrderer
{
    /// <summary>The name of the collection.</summary>
    public const string Last = "Last";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(static collection => collection.DisplayName == Last);
}
