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
            while (true)
            {
                await script.ReceiveAsync(MessageKind.QueryRequest);
                await script.SendAsync(Applied(script.RequestId, transaction: 4));
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

    /// <summary>One row of writerTxn and suspended.</summary>
    private static byte[] Applied(long requestId, long transaction) => ResultScript.Frame(0x08,
        [0x11, .. ResultScript.Id(requestId), 0, 0, 0, 0, 1, 2, 1, (byte)'w', (byte)ColumnType.Long, 1, (byte)'s',
            (byte)ColumnType.Boolean, 0, .. BitConverter.GetBytes(transaction), 0, 0]);
}
