using QuestDb.Configuration.Values;
using QuestDb.Ingest.Senders;
using QuestDb.Schemas;

namespace QuestDb.Tests.Ingest.Rows;

public sealed class AutoFlushTests
{
    [Fact]
    public void A_client_that_closes_during_the_last_flush_does_not_queue_its_rows_again()
    {
        RowBuffer? again = null;
        using var autoFlush = new AutoFlush(new AutoFlushSettings(int.MaxValue, long.MaxValue, null), TimeProvider.System);
        var buffer = new RowBuffer(default, new DesignatedNames([])) { Guard = autoFlush };
        autoFlush.Attach(buffer, rows =>
        {
            // They are queued here, and not cleared yet.
            var close = new Thread(() => autoFlush.Close(TimeSpan.Zero, left => again = left));
            close.Start();
            close.Join();
            rows.ClearRows();
            return default;
        });
        buffer.Table("t").Column("value", 1L).AtNow();
        autoFlush.Dispose();
        autoFlush.FlushLast();
        Assert.Null(again);
        Assert.Equal(0, buffer.RowCount);
    }
}
