using QuestDb.Ingest.Delivery;

namespace QuestDb.Tests.Ingest;

/// <summary>Frames in quarantine, and what is told of them later.</summary>
public sealed class DeliverySkipsTests
{
    /// <summary>400 rejections of two tables by turns kept 32 MB of text for as long as the client lived.</summary>
    [Fact]
    public void Old_rejections_keep_what_they_say_and_not_all_of_their_text()
    {
        var skips = new DeliverySkips();
        for (int fsn = 0; fsn < 400; fsn++)
        {
            string text = $"frame {fsn}: {new string('x', 40_000)}";
            skips.Add(fsn, new RejectedException(text, 3, text, fsn, fsn) { Table = $"t{fsn % 2}", Column = "c" });
        }

        long characters = 0;
        for (int fsn = 0; fsn < 400; fsn++)
        {
            RejectedException e = Assert.Throws<RejectedException>(() => skips.ThrowIfAny(AckLevel.Accepted, fsn, fsn, null));
            Assert.Equal(((byte)3, (long)fsn, (long)fsn, $"t{fsn % 2}", "c"), (e.Status, e.FirstFsn, e.LastFsn, e.Table, e.Column));
            Assert.StartsWith($"frame {fsn}: xxx", e.Message);
            Assert.StartsWith($"frame {fsn}: xxx", e.ServerMessage);
            characters += e.Message.Length + e.ServerMessage.Length;
        }

        Assert.InRange(characters, 64 * 2 * 40_000, 5_500_000);
    }
}
