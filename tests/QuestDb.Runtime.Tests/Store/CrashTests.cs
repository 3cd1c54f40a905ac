namespace QuestDb.Tests.Store;

/// <summary>Ends the writer in the middle of each write and looks at what recovery makes of the files.</summary>
public class CrashTests
{
    private static readonly (int Bytes, string[] Texts)[][] s_publishes =
    [
        [(100, ["a", "b"])],
        [(300, ["c"]), (400, ["d", "e"])],
        [(900, [])],
        [(20, ["f"]), (3000, ["g"]), (10, ["h"])],
        [(10, [])],
    ];

    [Fact]
    public async Task Every_published_frame_and_its_texts_survive_a_crash_at_any_write()
    {
        int writes = await CountWritesAsync();
        for (int n = 1; n <= writes; n++)
        {
            var files = new FaultyFiles();
            await using SlotBench bench = new SlotBench(files).Open();
            files.FailAt(n, static () => new CrashException());
            long published = -1;
            byte[][] frames = [];
            try
            {
                foreach ((int, string[])[] publish in s_publishes)
                {
                    published = bench.Publish(publish);
                    frames = bench.Pending();
                    if (published == 3) bench.Queue.Ack(1);
                }

                Assert.Fail($"Write {n} of {writes} was not reached.");
            }
            catch (CrashException)
            {
                // The process is gone.
            }

            files.Heal();
            await bench.ReopenAsync(QuestDb.Store.DiskFileSystem.Instance);
            byte[][] recovered = bench.Pending();
            // Frames of the publish that was under way may be there too, the first ones of it; acknowledged ones may come again.
            long first = bench.Queue.AckedFsn + 1;
            Assert.True(bench.Queue.PublishedFsn >= published, $"write {n}: FSN {bench.Queue.PublishedFsn} of {published}");
            for (long fsn = Math.Max(first, published + 1 - frames.Length); fsn <= published; fsn++)
            {
                Assert.Equal(frames[^(int)(published + 1 - fsn)], recovered[fsn - first]);
            }

            string[] texts = bench.Texts();
            int needed = s_publishes.SelectMany(static p => p).Take((int)bench.Queue.PublishedFsn + 1).Sum(static f => f.Texts.Length);
            Assert.True(texts.Length >= needed, $"write {n}: {texts.Length} of {needed} texts");
            Assert.Equal(s_publishes.SelectMany(static p => p).SelectMany(static f => f.Texts).Take(texts.Length), texts);

            // And the slot goes on from there.
            long next = bench.Publish((50, ["new"]));
            byte[][] all = bench.Pending();
            await bench.ReopenAsync();
            Assert.Equal(next, bench.Queue.PublishedFsn);
            Assert.Equal(all[^1], bench.Pending()[^1]);
            Assert.Equal("new", bench.Texts()[^1]);
            Assert.Equal(0, bench.Slot.Recovered.TornBytes);
        }
    }

    private static async Task<int> CountWritesAsync()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        int before = files.Changes;
        foreach ((int, string[])[] publish in s_publishes)
        {
            if (bench.Publish(publish) == 3) bench.Queue.Ack(1);
        }

        return files.Changes - before;
    }

    private sealed class CrashException : Exception;
}
