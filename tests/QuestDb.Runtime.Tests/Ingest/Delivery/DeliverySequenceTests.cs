using QuestDb.Ingest.Delivery;

namespace QuestDb.Tests.Ingest;

public class DeliverySequenceTests
{
    private readonly DeliverySequence _sequence = new();

    [Fact]
    public void An_ok_for_a_catch_up_frame_after_data_covers_no_frame_that_was_not_sent()
    {
        _sequence.AddFrame(5);
        _sequence.AddCatchUp();
        _sequence.AddCatchUp();
        Assert.Equal(5, _sequence.LastCoveredBy(1));
        Assert.Equal(5, _sequence.LastCoveredBy(2));
        _sequence.AddFrame(6);
        Assert.Equal(5, _sequence.LastCoveredBy(2));
        Assert.Equal(6, _sequence.LastCoveredBy(3));
    }

    [Fact]
    public void A_rejected_catch_up_frame_after_data_is_not_taken_for_the_next_frame()
    {
        _sequence.AddFrame(5);
        _sequence.AddCatchUp();
        Assert.False(_sequence.TryGetFsn(1, out _));
        _sequence.AddFrame(6);
        Assert.False(_sequence.TryGetFsn(1, out _));
        Assert.True(_sequence.TryGetFsn(2, out long fsn));
        Assert.Equal(6, fsn);
    }

    [Fact]
    public void Frames_that_are_passed_over_are_covered_by_no_ok_before_theirs()
    {
        _sequence.AddCatchUp();
        _sequence.AddFrame(5);
        _sequence.AddFrame(8);
        Assert.Equal(-1, _sequence.LastCoveredBy(0));
        Assert.Equal(5, _sequence.LastCoveredBy(1));
        Assert.Equal(8, _sequence.LastCoveredBy(2));
    }
}
