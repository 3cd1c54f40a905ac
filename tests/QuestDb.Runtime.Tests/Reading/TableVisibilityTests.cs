using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Reading;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Tests.Egress;
using QuestDb.Transport;

namespace QuestDb.Tests.Ingest;

public sealed class TableVisibilityTests
{
    [Fact]
    public async Task The_wait_for_rows_that_are_never_applied_ends_with_the_client()
    {
        var asked = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            for (int query = 0; ; query++)
            {
                await script.ReceiveAsync(MessageKind.QueryRequest);
                await script.SendAsync(query == 1 ? TableId(script.RequestId) : Applied(script.RequestId, transaction: 4, sequencer: 5));
                await script.SendEndAsync();
                asked.TrySetResult();
            }
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};"));
        var pool = new QueryPool(transport);
        Task waiting = new TableVisibility(pool).WaitAsync([new TableTransaction("t", 5, -1)], CancellationToken.None).AsTask();
        await asked.Task.WaitAsync(Poll.DefaultDeadline);
        await pool.DisposeAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => waiting.WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.Disposed, e.Code);
    }

    [Theory]
    [InlineData(4, 4, 7)]
    [InlineData(4, 5, 8)]
    public async Task A_table_that_was_made_again_is_seen_by_its_transactions_and_by_its_number(long transaction, long sequencer, int later)
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            for (int query = 0; ; query++)
            {
                await script.ReceiveAsync(MessageKind.QueryRequest);
                await script.SendAsync(query switch
                {
                    0 => Applied(script.RequestId, transaction, sequencer),
                    2 => Applied(script.RequestId, 5, 5),
                    _ => TableId(script.RequestId, query == 1 ? 7 : later),
                });
                await script.SendEndAsync();
            }
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};"));
        await using var pool = new QueryPool(transport);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => new TableVisibility(pool)
            .WaitAsync([new TableTransaction("t", 5, -1)], CancellationToken.None).AsTask().WaitAsync(Poll.DefaultDeadline));
        Assert.Equal((ErrorCode.NotVisible, "t"), (e.Code, e.Table));
        Assert.Contains("made again", e.Message);
    }

    /// <summary>One row of writerTxn, suspended and sequencerTxn.</summary>
    private static byte[] Applied(long requestId, long transaction, long sequencer) => ResultScript.Frame(0x08,
        [0x11, .. ResultScript.Id(requestId), 0, 0, 0, 0, 1, 3, 1, (byte)'w', (byte)ColumnType.Long, 1, (byte)'s',
            (byte)ColumnType.Boolean, 1, (byte)'q', (byte)ColumnType.Long, 0, .. BitConverter.GetBytes(transaction), 0, 0,
            0, .. BitConverter.GetBytes(sequencer)]);

    /// <summary>One row of the number of a table.</summary>
    private static byte[] TableId(long requestId, int id = 7) => ResultScript.Frame(0x08,
        [0x11, .. ResultScript.Id(requestId), 0, 0, 0, 0, 1, 1, 1, (byte)'i', (byte)ColumnType.Int, 0, .. BitConverter.GetBytes(id)]);
}
