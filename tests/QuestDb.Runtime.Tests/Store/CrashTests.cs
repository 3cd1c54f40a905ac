using QuestDb.Store.Files;
using QuestDb.Store.Slots;
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
                    if (published == 3) bench.Ack(1);
                }

                Assert.Fail($"Write {n} of {writes} was not reached.");
            }
            catch (CrashException)
            {
                // The process is gone.
            }

            files.Heal();
            await bench.ReopenAsync(DiskFileSystem.Instance);
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
            // The side file alone has them: the frames that introduced them may be acknowledged and gone before those that use them.
            Assert.True(bench.Slot.Recovered.SymbolFile.Count >= needed,
                $"write {n}: {bench.Slot.Recovered.SymbolFile.Count} of {needed} texts in the side file");
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

    [Fact]
    public async Task A_crash_at_any_step_of_taking_a_slot_over_leaves_it_as_good_as_before()
    {
        for (int n = 1, writes = int.MaxValue; n <= writes; n++)
        {
            // A torn tail, a segment of acknowledged frames, an empty segment, a damaged dictionary and a manifest.
            await using SlotBench bench = new SlotBench().Open();
            bench.Publish((900, ["a"]), (900, ["b"]), (100, ["c"]));
            byte[][] pending = bench.Pending()[1..];
            await bench.AbandonAsync();
            using (var watermark = new AckWatermark(DiskFileSystem.Instance, bench.Path)) watermark.Write(0);
            string last = bench["sf-0000000000000002.sfa"];
            byte[] bytes = File.ReadAllBytes(last);
            bytes[500] = 1;
            File.WriteAllBytes(last, bytes);
            File.WriteAllBytes(bench["sf-0000000000000009.sfa"], new byte[100]);
            File.AppendAllText(bench[SymbolFile.FileName], "broken");
            SideFileTests.Flag(bench, head: 0, active: 2);

            var files = new FaultyFiles();
            if (writes == int.MaxValue)
            {
                bench.Open(files);
                writes = files.Changes;
                Assert.True(writes > 8, $"{writes} writes");
                n = 0;
                continue;
            }

            files.FailAt(n, static () => new CrashException());
            Assert.Throws<CrashException>(() => bench.Open(files));
            bench.Open();
            Assert.Equal(pending, bench.Pending());
            Assert.Equal(["a", "b", "c"], bench.Texts());
        }
    }

    [Fact]
    public async Task A_crash_at_any_step_of_closing_a_drained_slot_leaves_nothing_to_send()
    {
        for (int n = 1; ; n++)
        {
            var files = new FaultyFiles();
            await using SlotBench bench = new SlotBench(files).Open();
            bench.Publish((900, ["a"]), (900, ["b"]), (100, ["c"]));
            bench.Ack(2);
            files.FailAt(n, static () => new CrashException());
            bool crashed = await CloseAsync(bench);
            files.Heal();
            bench.Open(DiskFileSystem.Instance);
            Assert.Empty(bench.Pending());
            Assert.Empty(bench.Files);
            if (!crashed) return;
        }
    }

    private static async Task<bool> CloseAsync(SlotBench bench)
    {
        try
        {
            Assert.Null(await bench.Slot.CloseAsync(isDrained: true));
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private static async Task<int> CountWritesAsync()
    {
        var files = new FaultyFiles();
        await using SlotBench bench = new SlotBench(files).Open();
        int before = files.Changes;
        foreach ((int, string[])[] publish in s_publishes)
        {
            if (bench.Publish(publish) == 3) bench.Ack(1);
        }

        return files.Changes - before;
    }

    private sealed class CrashException : Exception;
}
