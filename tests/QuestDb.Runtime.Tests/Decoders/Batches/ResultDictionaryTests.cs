using System.Text;
using QuestDb.Decoders.Batches;

namespace QuestDb.Tests.Egress;

/// <summary>Snapshots of the result dictionary keep what they showed, whatever becomes of it.</summary>
public sealed class ResultDictionaryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(5_000)]
    public void A_snapshot_outlives_truncation_and_growth(int keep)
    {
        var dictionary = new ResultDictionary();
        Add(dictionary, 0, 5_000, "old");
        SymbolSnapshot before = dictionary.Snapshot();
        string shared = keep > 0 ? before.Text(keep - 1) : "";

        dictionary.Truncate(keep);
        Add(dictionary, keep, 20_000, "new");
        SymbolSnapshot after = dictionary.Snapshot();

        Assert.Equal((5_000, 20_000), (before.Count, after.Count));
        Assert.NotEqual(before.Generation, after.Generation);
        for (int id = 0; id < 5_000; id++) Assert.Equal($"old {id}", before.Text(id));
        for (int id = 0; id < 20_000; id++)
        {
            string expected = id < keep ? $"old {id}" : $"new {id}";
            Assert.Equal(expected, after.Text(id));
            Assert.Equal(expected, Encoding.UTF8.GetString(after.Utf8(id)));
        }

        if (keep > 0) Assert.Same(shared, after.Text(keep - 1));
    }

    [Fact]
    public async Task Texts_are_read_on_one_thread_while_another_adds()
    {
        var dictionary = new ResultDictionary();
        Add(dictionary, 0, 100, "s");
        SymbolSnapshot latest = dictionary.Snapshot();
        string first = latest.Text(0);
        object gate = new();
        Task adding = Task.Run(() =>
        {
            for (int i = 100; i < 50_000; i += 100)
            {
                Add(dictionary, i, i + 100, "s");
                lock (gate) latest = dictionary.Snapshot();
            }
        });
        int seen = 0;
        while (seen < 50_000)
        {
            SymbolSnapshot snapshot;
            lock (gate) snapshot = latest;
            for (int id = Math.Max(0, seen - 10); id < snapshot.Count; id++) Assert.Equal($"s {id}", snapshot.Text(id));
            Assert.Same(first, snapshot.Text(0));
            seen = snapshot.Count;
        }

        await adding;
    }

    private static void Add(ResultDictionary dictionary, int from, int to, string prefix)
    {
        for (int i = from; i < to; i++) dictionary.Add(Encoding.UTF8.GetBytes($"{prefix} {i}"));
    }
}
