using QuestDb.Ingest.Delivery;
using QuestDb.Transport;

namespace QuestDb.Tests.Ingest;

/// <summary>When a frame that is refused again and again is given up.</summary>
public sealed class PoisonTrackerTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void A_frame_is_given_up_after_so_many_refusals_in_a_row()
    {
        PoisonTracker tracker = Create(window: 0);
        Assert.False(tracker.Strike(7));
        Assert.False(tracker.Strike(7));
        Assert.True(tracker.Strike(7));
        Assert.Equal(3, tracker.Strikes);
    }

    [Fact]
    public void Not_before_the_least_time_has_passed_however_often_it_was_refused()
    {
        PoisonTracker tracker = Create(window: 5);
        for (int i = 0; i < 10; i++) Assert.False(tracker.Strike(7));
        _clock.Seconds = 5;
        Assert.True(tracker.Strike(7));
    }

    [Fact]
    public void Another_frame_begins_anew()
    {
        PoisonTracker tracker = Create(window: 0);
        tracker.Strike(7);
        tracker.Strike(7);
        Assert.False(tracker.Strike(8));
        Assert.Equal(1, tracker.Strikes);
    }

    [Fact]
    public void Acceptance_of_the_frame_begins_anew_and_of_those_before_it_does_not()
    {
        PoisonTracker tracker = Create(window: 0);
        tracker.Strike(7);
        tracker.Accepted(6);
        Assert.Equal(1, tracker.Strikes);
        tracker.Accepted(7);
        Assert.Equal(0, tracker.Strikes);
    }

    private PoisonTracker Create(int window) =>
        new(3, TimeSpan.FromSeconds(window), new Backoff(TimeSpan.Zero, TimeSpan.Zero, Jitter.Equal), _clock);

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
