using QuestDb.Soak.Host;

namespace QuestDb.IntegrationTests.Store;

/// <summary>A million frames of one row on disk, in a process of its own: its heap must not grow with them.</summary>
[Trait("Category", "Integration")]
public sealed class LongSlotTests
{
    /// <summary>108 MiB of files made 84 MiB of heap, and 122 MiB after a restart.</summary>
    [Fact]
    public async Task A_long_slot_costs_no_memory_for_each_frame() =>
        Assert.Equal(new HostProcess(0, ""), await HostProcess.LongSlotAsync(64, TimeSpan.FromSeconds(100)));
}
