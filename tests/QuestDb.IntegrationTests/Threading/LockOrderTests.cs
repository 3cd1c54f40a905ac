#if DEBUG
using QuestDb.TestSupport;
using QuestDb.Threading;

namespace QuestDb.IntegrationTests.Threading;

/// <summary>The order of the locks over the whole run. The runtime's tests show that an inversion is found.</summary>
[Collection(LastCollectionOrderer.Last)]
public sealed class LockOrderTests
{
    [Fact]
    public void No_test_has_taken_a_lock_out_of_order() => Assert.Null(LockPlace.TakeInversion());
}
#endif
