using System.Reflection;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Rows;

/// <summary>Ways in which rows came to harm in other clients.</summary>
public sealed class BrokenRowTests
{
    /// <summary>
    /// net-questdb-client#26: a row was ended by a method that had to be awaited; without it the flush met
    /// the next row half written.
    /// </summary>
    [Fact]
    public void Rows_can_not_be_split_by_an_unawaited_At()
    {
        IEnumerable<MethodInfo> calls = new[] { typeof(RowBuffer), typeof(RowSender), typeof(Chunk) }.SelectMany(
            static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        Assert.Contains(calls, static call => call.Name == "At");
        Assert.DoesNotContain(calls, static call => call.Name != nameof(RowSender.WaitAsync) && IsAwaitable(call.ReturnType));
    }

    /// <summary>net-questdb-client PR#44, PR#45: a row that was cancelled after a failed send corrupted the buffer.</summary>
    [Fact]
    public async Task A_row_that_is_cancelled_after_a_failed_flush_leaves_the_rows_before_it_as_they_were()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.WithholdAck().Forever());
        QuestDbClient client = QuestDbClient.Connect(server.ConnectString
            + "auto_flush=off;sf_max_segment_bytes=64k;sf_max_total_bytes=64k;sf_append_deadline_millis=1;close_flush_timeout_millis=0;");
        RowSender sender = client.BorrowRowSender();
        ErrorCode? full = null;
        while (full is null)
        {
            for (int i = 0; i < 500; i++) sender.Table("filler").Column("value", (long)i).At(DateTime.UnixEpoch);
            full = (Record.Exception(() => sender.Flush()) as QuestDbException)?.Code;
        }

        Assert.Equal(ErrorCode.QueueFull, full);
        RowBuffer buffer = sender.Table("filler").Symbol("new", "text").Column("value", 1L);
        sender.CancelRow();
        Assert.Equal(500, sender.RowCount);
        byte[] before = FrameBytes.Of(buffer);
        Assert.Equal(ErrorCode.QueueFull, Assert.Throws<QuestDbException>(() => sender.Flush()).Code);
        sender.Table("other").Column("x", 1);
        sender.CancelRow();
        Assert.Equal(before, FrameBytes.Of(buffer));

        // The rows are whole: another sender of the client delivers them.
        server.Faults.Clear();
        RowBuffer copy = sender.NewBuffer();
        for (int i = 0; i < 500; i++) copy.Table("filler").Column("value", (long)i).At(DateTime.UnixEpoch);
        Assert.Equal(before, FrameBytes.Of(copy));
        sender.Dispose();
        await client.DisposeAsync();
    }

    private static bool IsAwaitable(Type type) => type.GetMethod(nameof(Task.GetAwaiter), Type.EmptyTypes) is not null;
}
