using QuestDb.Store;
using QuestDb.Store.Segments;

namespace QuestDb.Tests.Store;

public class FrameQueueTests
{
    private const int Segment = 1024;

    private readonly FrameQueue _queue = FrameQueue.InMemory(Segment, maxBytes: 4 * Segment);

    [Fact]
    public void Frames_come_back_by_their_number_until_they_are_acknowledged()
    {
        Publish(10, 1);
        Publish(20, 2);
        Assert.True(_queue.TryGet(0, out QueuedFrame first));
        Assert.True(_queue.TryGet(1, out QueuedFrame second));
        Assert.Equal(Enumerable.Repeat((byte)1, 10), Bytes(first));
        Assert.Equal(Enumerable.Repeat((byte)2, 20), Bytes(second));
        Assert.False(_queue.TryGet(2, out _));

        _queue.Ack(0);
        Assert.False(_queue.TryGet(0, out _));
        Assert.Equal((0, 1, 20), (_queue.AckedFsn, _queue.PublishedFsn, _queue.Unacked.Bytes));
    }

    [Fact]
    public void Staged_frames_are_not_seen_and_can_be_taken_back()
    {
        Publish(10, 1);
        Stage(30, 2);
        Stage(30, 3);
        Assert.False(_queue.TryGet(1, out _));
        Assert.Equal(60, _queue.StagedBytes);

        _queue.Discard();
        Assert.Equal((0L, 10L), (_queue.StagedBytes, _queue.Unacked.Bytes));
        Publish(40, 4);
        Assert.True(_queue.TryGet(1, out QueuedFrame frame));
        Assert.Equal(Enumerable.Repeat((byte)4, 40), Bytes(frame));
    }

    [Fact]
    public void An_ack_beyond_what_is_published_takes_only_that()
    {
        Publish(10, 1);
        Stage(10, 2);
        _queue.Ack(100);
        Assert.Equal(0, _queue.AckedFsn);
        _queue.Publish();
        Assert.True(_queue.TryGet(1, out _));
    }

    [Fact]
    public void Bytes_stay_whole_over_many_segments_while_acks_lag_behind()
    {
        var random = new Random(7);
        var sizes = new List<int>();
        for (int fsn = 0; fsn < 2_000; fsn++)
        {
            sizes.Add(random.Next(1, 700));
            Publish(sizes[fsn], (byte)fsn);
            int lag = random.Next(4);
            if (fsn - lag > _queue.AckedFsn) _queue.Ack(fsn - lag);
            for (long live = _queue.AckedFsn + 1; live <= fsn; live++)
            {
                Assert.True(_queue.TryGet(live, out QueuedFrame frame));
                Assert.Equal(sizes[(int)live], frame.Length);
                Assert.False(Bytes(frame).AsSpan().ContainsAnyExcept((byte)live));
            }
        }
    }

    [Fact]
    public void A_frame_above_the_segment_size_gets_a_segment_of_its_own()
    {
        Publish(3 * Segment, 9);
        Publish(10, 1);
        Assert.True(_queue.TryGet(0, out QueuedFrame frame));
        Assert.False(Bytes(frame).AsSpan().ContainsAnyExcept((byte)9));
    }

    [Fact]
    public void A_frame_that_is_published_while_it_is_looked_for_is_found()
    {
        const int Frames = 200_000;
        var producer = new Thread(() =>
        {
            for (int i = 0; i < Frames; i++) Publish(10, 1);
        });
        producer.Start();
        for (long fsn = 0; fsn < Frames; fsn++)
        {
            while (!_queue.TryFind(fsn, out _)) Thread.SpinWait(1);
            _queue.Ack(fsn);
        }

        producer.Join();
        Assert.True(_queue.IsDrained);
    }

    /// <summary>A queue that was full once kept its 128 MiB for ever.</summary>
    [Fact]
    public void Memory_that_no_frame_needs_any_more_goes_back()
    {
        List<WeakReference> segments = Fill();
        Assert.Equal(12, Alive());
        _queue.Ack(_queue.PublishedFsn);
        _queue.Trim();
        // They may have been needed a moment ago.
        Assert.Equal(12, Alive());
        for (int i = 0; i < 3; i++) Publish(600, 1);
        _queue.Ack(_queue.PublishedFsn);
        _queue.Trim();
        Assert.InRange(Alive(), 3, 5);

        List<WeakReference> Fill() =>
            [.. Enumerable.Range(0, 12).Select(_ => { Publish(600, 1); return new WeakReference(_queue.Allocate(1).Bytes); })];

        int Alive()
        {
            GC.Collect();
            return segments.Count(static s => s.IsAlive);
        }
    }

    [Fact]
    public void Steady_use_takes_no_new_memory()
    {
        for (int i = 0; i < 100; i++) PublishAndAck();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) PublishAndAck();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void PublishAndAck()
        {
            Publish(600, 1);
            Publish(600, 2);
            _queue.Ack(_queue.PublishedFsn);
        }
    }

    [Fact]
    public async Task A_writer_that_waits_for_space_goes_on_with_the_ack()
    {
        Publish(4 * Segment, 1);
        Task waiting = Task.Run(() => _queue.WaitForSpace(10, TimeSpan.FromSeconds(30)));
        Assert.False(waiting.IsCompleted);
        _queue.Ack(0);
        await waiting;
    }

    [Fact]
    public void An_empty_queue_takes_a_frame_of_any_size_and_a_full_one_refuses()
    {
        _queue.WaitForSpace(100 * Segment, TimeSpan.Zero);
        Publish(4 * Segment, 1);
        QuestDbException e = Assert.Throws<QuestDbException>(() => _queue.WaitForSpace(1, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(ErrorCode.QueueFull, e.Code);
    }

    [Fact]
    public async Task A_stopped_queue_tells_the_reason_to_every_waiter_and_keeps_its_frames()
    {
        Publish(10, 1);
        ValueTask waiting = _queue.WaitAckedAsync(AckLevel.Accepted, 0, Timeout.InfiniteTimeSpan, CancellationToken.None);
        _queue.Fail(new RejectedException("no", 3, "no", 0, 0));

        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await waiting);
        Assert.Equal(3, e.Status);
        await Assert.ThrowsAsync<RejectedException>(
            async () => await _queue.WaitAckedAsync(AckLevel.Accepted, 0, TimeSpan.Zero, CancellationToken.None));
        Assert.Throws<RejectedException>(() => _queue.WaitForSpace(1, TimeSpan.Zero));
        Assert.True(_queue.TryGet(0, out _));
    }

    [Fact]
    public void A_closed_queue_publishes_nothing_more_and_gives_back_what_was_staged()
    {
        Publish(10, 1);
        Stage(10, 2);
        _queue.Close();
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => _queue.Publish()).Code);
        _queue.Discard();
        Assert.Equal((0L, 0L), (_queue.PublishedFsn, _queue.StagedBytes));
    }

    [Fact]
    public async Task A_wait_goes_on_while_there_is_progress()
    {
        for (int i = 0; i < 20; i++) Publish(10, 1);
        ValueTask waiting = _queue.WaitAckedAsync(AckLevel.Accepted, 19, TimeSpan.FromSeconds(30), CancellationToken.None);
        for (int fsn = 0; fsn < 19; fsn++) _queue.Ack(fsn);
        Assert.False(waiting.IsCompleted);
        _queue.Ack(19);
        await waiting;
    }

    private byte[] Bytes(in QueuedFrame frame)
    {
        byte[] buffer = [];
        return _queue.Read(frame, ref buffer).ToArray();
    }

    private void Publish(int length, byte content)
    {
        Stage(length, content);
        _queue.Publish();
    }

    private void Stage(int length, byte content)
    {
        (byte[] bytes, int start) = _queue.Allocate(length);
        bytes.AsSpan(start, length).Fill(content);
        _queue.Stage(length, content, 0, 0);
    }
}
