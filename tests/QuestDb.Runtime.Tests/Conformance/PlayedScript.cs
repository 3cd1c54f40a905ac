using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>
/// The server side of a recorded connection, played to the client: it sends what was recorded as soon as the client has done what
/// allows it. A query is awaited before its answer, credit before a batch that needs some, CANCEL and the credit that a
/// waiting server needs before CANCELLED, frames before their OK.
/// </summary>
internal sealed class PlayedScript(ControlVector vector, ScriptedConnection connection)
{
    private const byte Cancelled = 10;

    private ScriptedRequest? _upgrade;
    private long _recordedId;
    private long _activeActual;
    private bool _isActive;
    private bool _isCancelled;
    private bool _hasGrantAfterCancel;
    private long _balance;
    private bool _isMetered;
    private int _batches;
    private long _frames;

    /// <summary>Whether the client did all that the server had to wait for.</summary>
    public bool IsPlayed { get; private set; }

    /// <summary>Plays all events, then receives until the client closes, or leaves that to the caller.</summary>
    public async Task PlayAsync(bool endsOpen = false)
    {
        for (int i = 0; i < vector.Script.Count; i++)
        {
            ControlEvent e = vector.Script[i];
            switch (e)
            {
                case { FromClient: true, Layer: "http" }:
                    _upgrade = await connection.ReadRequestAsync();
                    break;
                case { FromClient: true } or { Layer: "idle" }:
                    break;
                case { Layer: "http" }:
                    await AnswerUpgradeAsync(e);
                    if (!vector.IsQueryPath)
                        break;
                    if (vector.Script.Skip(i).All(s => s.FromClient || s.Layer != "ws" || s.Opcode != 2 || !IsServerInfo(s.Bytes)))
                        await connection.SendAsync(ScriptedMessages.ServerInfo());
                    break;
                case { Layer: "tcp" }:
                    if (vector.IsQueryPath && vector.Status is null && !_isActive && vector.Script[i - 1].FromClient
                        && vector.Script[i - 1].Opcode != 8)
                        await ReceiveQueryAsync(0);
                    IsPlayed = true;
                    connection.Drop();
                    throw new ClientGoneException();
                case { Opcode: 2 } when vector.IsQueryPath:
                    await SendAsync(e.Bytes, isMultipleOfCap: vector.Script[i - 1].FromClient);
                    break;
                case { Opcode: 2 }:
                    await AnswerFramesAsync(e.Bytes);
                    break;
                case { Opcode: 8 } when vector.IsQueryPath && vector.Script[i - 1] is { FromClient: true, OmittedBytes: > 0 }:
                    await ReceiveQueryAsync(0);
                    await connection.SendRawAsync(Raw(e));
                    break;
                case { Opcode: 8 } when vector.Script[i - 1] is { FromClient: true, Opcode: 8 }:
                    IsPlayed = true;
                    await connection.ReceiveUntilClosedAsync();
                    break;
                default:
                    if (e.Opcode == 8 && !vector.IsQueryPath)
                        await ReceiveFramesAsync(_frames);
                    await connection.SendRawAsync(Raw(e));
                    break;
            }
        }

        IsPlayed = true;
        if (!endsOpen)
            await connection.ReceiveUntilClosedAsync();
    }

    private static bool IsServerInfo(byte[] frame) =>
        frame.Length > QwpConstants.HeaderLength && frame[QwpConstants.HeaderLength] == (byte)MessageKind.ServerInfo;

    private static byte[] Raw(ControlEvent e) => [(byte)(0x80 | e.Opcode), (byte)e.Bytes.Length, .. e.Bytes];

    private Task AnswerUpgradeAsync(ControlEvent e)
    {
        string head = Encoding.UTF8.GetString(e.Bytes);
        if (!head.Contains(" 101 ", StringComparison.Ordinal))
            return connection.SendRawAsync(e.Bytes);
        return connection.AcceptAsync(_upgrade!, [.. head.Split("\r\n").Where(l => l.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
            && !l.StartsWith("X-QWP-Version", StringComparison.OrdinalIgnoreCase))]);
    }

    private async Task SendAsync(byte[] frame, bool isMultipleOfCap)
    {
        var kind = (MessageKind)frame[QwpConstants.HeaderLength];
        if (kind == MessageKind.ServerInfo)
        {
            await connection.SendAsync(frame);
            return;
        }

        if (!_isActive)
            await ReceiveQueryAsync(kind == MessageKind.CacheReset ? 0 : RequestIdOf(frame));
        if (kind == MessageKind.ResultBatch)
        {
            if (_batches++ > 0)
                await AwaitCreditAsync();
            _balance -= frame.Length;
        }

        if (kind == MessageKind.ResultEnd && isMultipleOfCap)
            await AwaitCreditAsync();
        if (kind == MessageKind.QueryError && frame[QwpConstants.HeaderLength + 9] == Cancelled)
            while (!_isCancelled || (_isMetered && !_hasGrantAfterCancel))
                Take(await connection.ReceiveAsync());
        _isActive &= kind is MessageKind.ResultBatch or MessageKind.CacheReset;
        await connection.SendAsync(ScriptedMessages.WithRequestId(frame, _activeActual));
    }

    private static long RequestIdOf(byte[] frame) => BitConverter.ToInt64(frame, QwpConstants.HeaderLength + 1);

    private async Task ReceiveQueryAsync(long recordedId)
    {
        byte[] message;
        do
            message = await connection.ReceiveAsync();
        while (message[0] != (byte)MessageKind.QueryRequest);
        RecordedRequest request = RecordedRequest.Read(message);
        (_recordedId, _activeActual, _isActive) = (recordedId, request.Id, true);
        (_isCancelled, _hasGrantAfterCancel, _batches) = (false, false, 0);
        _balance = (long)request.Credit;
        _isMetered = request.Credit > 0;
    }

    private async Task AwaitCreditAsync()
    {
        while (_isMetered && _balance <= 0)
            Take(await connection.ReceiveAsync());
    }

    private void Take(byte[] message)
    {
        Assert.Equal(_activeActual, BitConverter.ToInt64(message, 1));
        switch ((MessageKind)message[0])
        {
            case MessageKind.Cancel:
                _isCancelled = true;
                break;
            case MessageKind.Credit:
                var reader = new ReferenceWireReader(message.AsSpan(9));
                _balance += (long)reader.Varint();
                _hasGrantAfterCancel |= _isCancelled;
                break;
            default:
                Assert.Fail($"The client sent the message kind 0x{message[0]:x2} in the middle of query {_recordedId}.");
                break;
        }
    }

    /// <summary>Receives the frames that an answer is about before it is sent.</summary>
    private async Task AnswerFramesAsync(byte[] answer)
    {
        await ReceiveFramesAsync(BitConverter.ToInt64(answer, 1));
        await connection.SendAsync(answer);
    }

    private async Task ReceiveFramesAsync(long sequence)
    {
        while (_frames <= sequence)
        {
            await connection.ReceiveAsync();
            _frames++;
        }
    }
}
