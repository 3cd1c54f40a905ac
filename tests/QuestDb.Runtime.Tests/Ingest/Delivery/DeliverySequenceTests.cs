using QuestDb.Ingest.Delivery;
using QuestDb.Store.Segments;

namespace QuestDb.Tests.Ingest;

public class DeliverySequenceTests
{
    private readonly DeliverySequence _sequence = new();

    [Fact]
    public void An_ok_for_a_catch_up_frame_after_data_covers_no_frame_that_was_not_sent()
    {
        Add(5);
        _sequence.AddCatchUp();
        _sequence.AddCatchUp();
        Assert.Equal([5, -1], Taken(1));
        Add(6);
        Assert.Equal([-1], Taken(2));
        Assert.Equal([6], Taken(3));
        Assert.Empty(Taken(3));
    }

    [Fact]
    public void A_rejected_catch_up_frame_after_data_is_not_taken_for_the_next_frame()
    {
        Add(5);
        _sequence.AddCatchUp();
        Assert.False(_sequence.TryGetFsn(1, out _));
        Add(6);
        Taken(0);
        Assert.False(_sequence.TryGetFsn(0, out _));
        Assert.False(_sequence.TryGetFsn(1, out _));
        Assert.True(_sequence.TryGetFsn(2, out long fsn));
        Assert.Equal(6, fsn);
        Assert.False(_sequence.TryGetFsn(3, out _));
    }

    [Fact]
    public void A_frame_that_is_sent_again_is_covered_by_the_ok_behind_later_ones()
    {
        _sequence.AddCatchUp();
        Add(5);
        Add(8);
        Add(5);
        Assert.Equal(4, _sequence.Count);
        Assert.InRange(_sequence.BytesInFlight, 3 * 1000, 6 * 1000);
        Assert.Equal([-1, 5, 8], Taken(2));
        Assert.Equal(4, _sequence.Count);
        Assert.InRange(_sequence.BytesInFlight, 1000, 2 * 1000);
        Assert.Equal([5], Taken(3));
        Assert.Equal(0, _sequence.BytesInFlight);
    }

    private void Add(long fsn) => _sequence.AddFrame(fsn, FrameTables.None, defersCommit: false, bytes: 1000);

    private long[] Taken(long upTo)
    {
        var taken = new List<SentMessage>();
        _sequence.Take(upTo, taken);
        return [.. taken.Select(static m => m.Fsn)];
    }
}
