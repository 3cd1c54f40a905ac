using System.Buffers.Binary;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>
/// A server that answers every query with one LONG column of so many rows, as far as its credit goes. It sends one and the same
/// batch, with another number, so that what a test measures is the client's.
/// </summary>
internal sealed class LongSource : IAsyncDisposable
{
    public const int BatchRows = 10_000;

    private readonly ScriptedServer _server;
    private readonly int _batches;
    private long _sent;

    public LongSource(int rows)
    {
        _batches = rows / BatchRows;
        BatchBytes = Batch(1, 1).Length;
        _server = ScriptedServer.Start(PlayAsync);
    }

    public string ConnectString => $"ws::addr={_server.Address};";

    /// <summary>Bytes of a batch; the first has its schema beside that.</summary>
    public int BatchBytes { get; }

    /// <summary>Bytes of batches that were sent to the last query.</summary>
    public long BytesSent => Interlocked.Read(ref _sent);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task PlayAsync(ScriptedConnection connection)
    {
        await connection.AcceptUpgradeAsync();
        await connection.SendAsync(ScriptedMessages.ServerInfo());
        while (true)
        {
            byte[] message = await connection.ReceiveAsync();
            if (message[0] == (byte)MessageKind.QueryRequest)
            {
                await AnswerAsync(connection, BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(1)), InitialCredit(message));
            }
        }
    }

    private async Task AnswerAsync(ScriptedConnection connection, long requestId, long credit)
    {
        Interlocked.Exchange(ref _sent, 0);
        byte[] rest = Batch(requestId, 1);
        for (int i = 0; i < _batches; i++)
        {
            while (credit <= 0)
            {
                byte[] message = await connection.ReceiveAsync();
                if (message[0] == (byte)MessageKind.Cancel)
                {
                    await connection.SendAsync(ScriptedMessages.QueryError(requestId, (byte)StatusCode.Cancelled, "cancelled"));
                    return;
                }

                if (Varint.TryRead(message.AsSpan(9), out ulong more, out _)) credit += (long)more;
            }

            byte[] batch = i == 0 ? Batch(requestId, 0) : Numbered(rest, i);
            credit -= batch.Length;
            Interlocked.Add(ref _sent, rest.Length);
            await connection.SendAsync(batch);
        }

        await connection.SendAsync(Frame([0x12, .. BitConverter.GetBytes(requestId), .. Count(_batches - 1), 0]));
    }

    private static long InitialCredit(byte[] request)
    {
        Varint.TryRead(request.AsSpan(9), out ulong sqlLength, out int length);
        Varint.TryRead(request.AsSpan(9 + length + (int)sqlLength), out ulong credit, out _);
        return (long)credit;
    }

    /// <summary>The batch with its number in place of another: a varint of two bytes.</summary>
    private static byte[] Numbered(byte[] batch, int sequence)
    {
        (batch[21], batch[22]) = ((byte)(sequence | 0x80), (byte)(sequence >> 7));
        return batch;
    }

    private static byte[] Batch(long requestId, int sequence) => Frame(
        [0x11, .. BitConverter.GetBytes(requestId), .. sequence == 0 ? (byte[])[0] : [0x81, 0], 0, .. Count(BatchRows),
            .. sequence == 0 ? (byte[])[1, 1, (byte)'x', (byte)ColumnType.Long] : [], 0,
            .. new byte[BatchRows * sizeof(long)]]);

    private static byte[] Count(int value) => [(byte)(value | 0x80), (byte)(value >> 7)];

    private static byte[] Frame(byte[] payload) => [.. "QWP1"u8, 1, 0, 1, 0, .. BitConverter.GetBytes(payload.Length), .. payload];
}
