using System.Buffers.Binary;
using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Egress;

/// <summary>The query side of a scripted connection: takes requests and sends results of one LONG or SYMBOL column.</summary>
internal sealed class ResultScript(ScriptedConnection connection)
{
    public const uint CapQueryFlags = 2;

    private int _last;

    /// <summary>What the client sent, request, CANCEL and CREDIT alike.</summary>
    public List<byte[]> Received { get; } = [];

    public long RequestId { get; private set; }

    /// <summary>Accepts the upgrade and sends SERVER_INFO.</summary>
    public static async Task<ResultScript> BeginAsync(ScriptedConnection connection, uint capabilities = CapQueryFlags)
    {
        await connection.AcceptUpgradeAsync();
        await connection.SendAsync(ScriptedMessages.ServerInfo(capabilities: capabilities));
        return new ResultScript(connection);
    }

    /// <summary>Receives up to the next message of a kind.</summary>
    public async Task<byte[]> ReceiveAsync(MessageKind kind)
    {
        while (true)
        {
            byte[] message = await connection.ReceiveAsync();
            Received.Add(message);
            if (message[0] != (byte)kind) continue;
            if (kind == MessageKind.QueryRequest) RequestId = BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(1));
            return message;
        }
    }

    public Task SendAsync(byte[] frame) => connection.SendAsync(frame);

    public Task SendLongsAsync(int sequence, params long[] values)
    {
        _last = sequence;
        return SendAsync(Longs(RequestId, sequence, values));
    }

    public Task SendSymbolsAsync(int sequence, int deltaStart, string[] delta, params byte[] ids)
    {
        _last = sequence;
        return SendAsync(Frame(0x08,
            [0x11, .. Id(RequestId), (byte)sequence, (byte)deltaStart, (byte)delta.Length, .. delta.SelectMany(Text), 0, (byte)ids.Length,
                .. sequence == 0 ? (byte[])[1, 1, (byte)'s', (byte)ColumnType.Symbol] : [], 0, .. ids]));
    }

    /// <summary>Sends the end of the result, by default without a count of its rows.</summary>
    public Task SendEndAsync(int totalRows = 0) =>
        SendAsync(Frame(0, [0x12, .. Id(RequestId), .. Varint(_last), .. Varint(totalRows)]));

    /// <summary>Takes a query and answers it with one value.</summary>
    public async Task AnswerAsync(long value)
    {
        await ReceiveAsync(MessageKind.QueryRequest);
        await SendLongsAsync(0, value);
        await SendEndAsync();
    }

    /// <summary>The value that <see cref="AnswerAsync"/> sends, read as a client does.</summary>
    public static async Task<long> OnlyValueAsync(Reader reader)
    {
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        long value = (await cursor.NextBatchAsync())!["n"].AsLong().Value(0);
        Assert.Null(await cursor.NextBatchAsync());
        return value;
    }

    /// <summary>A batch of one LONG column named n.</summary>
    public static byte[] Longs(long requestId, int sequence, params long[] values) => Frame(0x08,
        [0x11, .. Id(requestId), .. Varint(sequence), 0, 0, 0, .. Varint(values.Length),
            .. sequence == 0 ? (byte[])[1, 1, (byte)'n', (byte)ColumnType.Long] : [], 0,
            .. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Frame(byte flags, byte[] payload) =>
        [.. "QWP1"u8, 1, flags, 0, 0, .. BitConverter.GetBytes(payload.Length), .. payload];

    public static byte[] Varint(long value)
    {
        Span<byte> bytes = stackalloc byte[QuestDb.Wire.Varint.MaxLength];
        return bytes[..QuestDb.Wire.Varint.Write(bytes, (ulong)value)].ToArray();
    }

    public static byte[] Id(long id) => BitConverter.GetBytes(id);

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
