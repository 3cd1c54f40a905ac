using QuestDb.Testing.Tests.Protocol;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// Plays the client side of a recorded connection to a server, to the byte and in the recorded TCP segments, and compares each
/// answer with the recorded one in kind and values.
/// </summary>
internal sealed class ControlPlayer
{
    private const byte SessionKind = 0x18;
    private const int KindOffset = 12;

    private readonly ControlVector _recorded;
    private readonly IReadOnlyList<ControlEvent> _script;
    private readonly RawClient _client;
    private readonly QueryAnswers _answers;
    private int _position;
    private bool _isUpgraded;
    private bool _isOver;

    private ControlPlayer(ControlVector recorded, RawClient client)
    {
        _recorded = recorded;
        _script = recorded.Script;
        _client = client;
        _answers = new QueryAnswers(recorded);
    }

    public static async Task PlayAsync(ControlVector recorded, int port)
    {
        using RawClient client = await RawClient.ConnectAsync(port);
        await new ControlPlayer(recorded, client).PlayAsync();
    }

    private async Task PlayAsync()
    {
        for (; _position < _script.Count; _position++)
        {
            ControlEvent e = _script[_position];
            try
            {
                await PlayAsync(e);
            }
            catch (Exception failure) when (failure is not SqlUnknownException)
            {
                throw new InvalidOperationException(
                    $"Event {_position} ({(e.FromClient ? "client" : "server")} {e.Layer}, opcode {e.Opcode}): {failure.Message}", failure);
            }
        }

        if (_isUpgraded && !_isOver)
            await ExpectSilenceAsync();
    }

    private async Task PlayAsync(ControlEvent e)
    {
        switch (e)
        {
            case { FromClient: true, Layer: "http" }:
                await _client.SendAsync(e.Bytes);
                break;
            case { FromClient: true }:
                await SendSegmentAsync(e);
                break;
            case { Layer: "http" }:
                await ExpectResponseAsync(e);
                break;
            case { Layer: "idle" }:
                await ExpectSilenceAsync();
                break;
            case { Layer: "tcp" }:
                Assert.True(await _client.IsEndedAsync(), "The server should end the connection.");
                _isOver = true;
                break;
            case { OmittedBytes: > 0 }:
                await ExpectOmittedAsync(e);
                break;
            case { Opcode: 2 } when _recorded.IsQueryPath:
                (int opcode, byte[] answer) = await _client.ReadFrameAsync();
                Assert.Equal(2, opcode);
                _answers.AssertSame(e.Bytes, answer);
                break;
            case { Opcode: 2 }:
                await ExpectIngestAnswerAsync(e);
                break;
            default:
                (int control, byte[] payload) = await _client.ReadFrameAsync();
                Assert.Equal(e.Opcode, control);
                // The words of a close are free, its code is not.
                int compared = e.Opcode == 8 ? Math.Min(2, e.Bytes.Length) : Math.Max(e.Bytes.Length, payload.Length);
                Assert.Equal(Convert.ToHexStringLower(e.Bytes[..Math.Min(compared, e.Bytes.Length)]),
                    Convert.ToHexStringLower(payload[..Math.Min(compared, payload.Length)]));
                _isOver |= e.Opcode == 8;
                break;
        }
    }

    private async Task SendSegmentAsync(ControlEvent e)
    {
        var segment = new List<byte>(FrameOf(e));
        while (e.SameSegment && _position + 1 < _script.Count && _script[_position + 1] is { FromClient: true, SameSegment: true } next)
        {
            segment.AddRange(FrameOf(next));
            _position++;
        }

        await _client.SendAsync([.. segment]);
    }

    /// <summary>A body that the recording leaves out is all zeros: a server refuses it by its length.</summary>
    private static byte[] FrameOf(ControlEvent e) =>
        RawClient.Frame(e.Opcode, e.OmittedBytes > 0 ? new byte[e.OmittedBytes] : e.Bytes, e.Final, e.Masked);

    private async Task ExpectResponseAsync(ControlEvent e)
    {
        (string Head, string Body) response = await _client.ReadHttpAsync();
        HttpAnswers.AssertSame(e.Bytes, response);
        _isUpgraded = response.Head.Contains(" 101 ", StringComparison.Ordinal);
        bool isRecorded = _script.Any(s => s is { FromClient: false, Layer: "ws", Opcode: 2, Bytes: var bytes }
            && bytes.Length > KindOffset && bytes[KindOffset] == SessionKind);
        if (_isUpgraded && _recorded.IsQueryPath && !isRecorded)
            Assert.Equal(SessionKind, (await _client.ReadFrameAsync()).Payload[KindOffset]);
    }

    /// <summary>A server answers in order, so that the answer to a PING shows that nothing came before it.</summary>
    private async Task ExpectSilenceAsync()
    {
        byte[] ping = [0x51, (byte)_position];
        await _client.SendAsync(RawClient.Frame(9, ping));
        (int opcode, byte[] payload) = await _client.ReadFrameAsync();
        Assert.True(opcode == 10, $"The server should be silent and sent opcode {opcode}: {Convert.ToHexStringLower(payload)}");
        Assert.Equal(ping, payload);
    }

    private async Task ExpectOmittedAsync(ControlEvent e)
    {
        long bytes = 0;
        for (int frame = 0; frame < e.OmittedFrames; frame++)
            bytes += (await _client.ReadFrameAsync()).Payload.Length;
        Assert.Equal(e.OmittedBytes, bytes);
    }

    /// <summary>How many messages one OK covers depends on how they arrive, so that only the last OK of a run is fixed.</summary>
    private async Task ExpectIngestAnswerAsync(ControlEvent e)
    {
        if (_position + 1 < _script.Count && _script[_position + 1] is { FromClient: false, Layer: "ws", Opcode: 2 } next
            && e.Bytes[0] == 0 && next.Bytes[0] == 0)
        {
            return;
        }

        byte[] payload;
        do
        {
            (int opcode, payload) = await _client.ReadFrameAsync();
            Assert.Equal(2, opcode);
        }
        while (payload[0] == 0 && BitConverter.ToInt64(payload, 1) < BitConverter.ToInt64(e.Bytes, 1));
        // The words of an error are free, its status and sequence are not.
        int compared = e.Bytes[0] == 0 ? e.Bytes.Length : 9;
        Assert.Equal(Convert.ToHexStringLower(e.Bytes[..compared]),
            Convert.ToHexStringLower(payload[..Math.Min(compared, payload.Length)]));
    }
}
