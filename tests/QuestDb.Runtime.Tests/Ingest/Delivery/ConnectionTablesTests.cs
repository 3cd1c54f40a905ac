using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Ingest.Messages;
using QuestDb.Store;
using QuestDb.Store.Segments;
using QuestDb.TestSupport;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

public sealed class ConnectionTablesTests : IDisposable
{
    private readonly QwpTransport _transport = new(ConnectString.Parse("ws::addr=localhost;"));
    private readonly DeliveryState _state;
    private readonly ConnectionTables _tables;

    public ConnectionTablesTests()
    {
        _state = new DeliveryState(new DeliveryContext(_transport), FrameQueue.InMemory(65536, 65536), new SymbolDictionary(),
            new DeliveryEvents(NoEvents.Instance, "", postsDrained: false));
        _tables = new ConnectionTables(_state);
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public void Frames_that_defer_their_commit_are_one_transaction_with_the_frame_that_commits()
    {
        Assert.Equal(["", ""], Ok([("t", 1), ("u", 1)], Deferring(0, "t"), Frame(1, "u")));
        Assert.Equal(["", "", ""], Ok([("t", 2)], Deferring(2, "t"), Deferring(3, "t"), Frame(4, "t")));
        Assert.Equal(["t", ""], Ok([("u", 2)], Deferring(5, "t"), Frame(6, "u")));
        Assert.Equal(["t", "t"], Ok([], Deferring(7, "t"), Frame(8, "t")));
    }

    [Fact]
    public void Frames_without_rows_and_frames_of_symbols_alone_need_no_table()
    {
        Assert.Equal(["", ""], Ok([], new SentMessage(-1, FrameTables.None, true, 0), Frame(0)));
        Assert.Equal(["", "", ""], Ok([("t", 1)], new SentMessage(-1, FrameTables.None, true, 0), Frame(1), Frame(2, "t")));
    }

    [Fact]
    public void Of_several_tables_those_count_that_the_ok_does_not_name_in_any_case_of_letters()
    {
        Assert.Equal(["u"], Ok([("T", 1), ("w", 4)], Frame(0, "t", "u", "w")));
        Assert.Equal(["t, u"], Ok([("W", 5)], Frame(1, "t", "u", "w")));
        // Two blocks of a frame for one table are one transaction.
        Assert.Equal([""], Ok([("w", 6)], Frame(2, "w", "W")));
    }

    [Fact]
    public void A_number_too_low_for_several_frames_shows_none_of_them()
    {
        // A connection begins anywhere in the transactions of a table, but not below its own.
        Assert.Equal(["t", "t", "t"], Ok([("t", 2)], Frame(0, "t"), Frame(1, "t"), Frame(2, "t")));
        Assert.Equal(["", ""], Ok([("t", 9)], Frame(3, "t"), Frame(4, "t")));
        Assert.Equal(["t", "", "t"], Ok([("t", 10), ("u", 1)], Frame(5, "t"), Frame(6, "u"), Frame(7, "t")));
        Assert.Equal([""], Ok([("t", 3)], Frame(8, "t")));
        Assert.Equal(["", ""], Ok([("t", 5)], Frame(9, "t"), Frame(10, "t")));
    }

    [Fact]
    public void The_numbers_of_a_table_that_was_made_again_begin_anew()
    {
        Ok([("t", 40)], Frame(0, "t"));
        Assert.Equal((40L, 0L), Known("t"));
        Ok([("t", 2)], Frame(1, "t"));
        Assert.Equal((2L, 1L), Known("t"));
        Ok([], Frame(2, "t"));
        Assert.Equal((-1L, 2L), Known("t"));
        Assert.Empty(_state.Context.Tables.Snapshot());
        Ok([("t", 5)], Frame(2, "t"));
        Assert.Equal((5L, 2L), Known("t"));
        Assert.Equal(5, Assert.Single(_state.Context.Tables.Snapshot()).Accepted);
    }

    [Fact]
    public void A_sender_that_has_not_noticed_that_a_table_was_made_again_does_not_bring_its_old_numbers_back()
    {
        var client = new ClientTransactions();
        var first = new TableTransactionLog(client);
        var second = new TableTransactionLog(client);
        int a = first.NumberOf("t"u8);
        int b = second.NumberOf("T"u8);
        first.Accept(a, 40, isFirst: true);
        second.Accept(b, 41, isFirst: true);
        first.Forget(a, 7);
        first.Accept(a, 1, isFirst: false);
        second.Accept(b, 42, isFirst: false);
        Assert.Equal(1, Assert.Single(client.Snapshot()).Accepted);
        second.Forget(b, 9);
        second.Accept(b, 2, isFirst: true);
        Assert.Equal(2, Assert.Single(client.Snapshot()).Accepted);
    }

    private (long Accepted, long Since) Known(string table)
    {
        Assert.True(_state.Tables.TryGet(table, out TableTransaction transaction, out long since));
        return (transaction.Accepted, since);
    }

    private SentMessage Frame(long fsn, params string[] tables) =>
        new(fsn, new FrameTables(tables) { Numbers = _state.Tables.NumbersOf(tables) }, DefersCommit: false, Bytes: 0);

    private SentMessage Deferring(long fsn, params string[] tables) => Frame(fsn, tables) with { DefersCommit = true };

    /// <summary>Reads an OK; the result says for each data frame which of its tables it does not show to be stored.</summary>
    private string[] Ok((string, long)[] named, params SentMessage[] covered)
    {
        byte[] bytes = ScriptedMessages.Ok(0, named);
        _tables.Ok(IngestAnswer.Parse(bytes), bytes, [.. covered]);
        return [.. covered.Select(m => _tables.UnstoredOf(m)?.ToString() ?? "")];
    }
}
