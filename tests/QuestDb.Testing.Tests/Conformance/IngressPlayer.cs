using System.Text;
using QuestDb.Testing.Tests.Protocol;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>Plays the messages of a recorded ingest connection to a server and compares its answers.</summary>
internal static class IngressPlayer
{
    private const string Upgrade = "GET /write/v4 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nX-QWP-Max-Version: 1\r\n\r\n";

    public static async Task PlayAsync(IngressVector recorded, int port)
    {
        using RawClient client = await OpenAsync(port);
        var answers = new Queue<byte[]>(recorded.Responses);
        var others = new Queue<(int Opcode, byte[] Bytes)>(recorded.OtherFrames);
        if (recorded.ResponsesPerMessage is null)
        {
            await client.SendAsync([.. Enumerable.Range(0, recorded.Messages.Count).SelectMany(i => FrameOf(recorded, i))]);
            await ExpectLastAsync(client, [.. answers]);
        }
        else
        {
            for (int i = 0; i < recorded.Messages.Count; i++)
            {
                await client.SendAsync(FrameOf(recorded, i));
                for (int expected = recorded.ResponsesPerMessage.ElementAtOrDefault(i); expected > 0; expected--)
                    await ExpectAsync(recorded, client, answers, others);
            }
        }

        if (recorded.ConnectionAfter?.StartsWith("closed", StringComparison.Ordinal) == true)
            Assert.True(await client.IsEndedAsync(), "The server should end the connection.");
        else
            await ExpectSilenceAsync(client);
    }

    /// <summary>Sends all messages and returns the error that one of them gets.</summary>
    public static async Task<byte[]> PlayToErrorAsync(IngressVector recorded, int port)
    {
        using RawClient client = await OpenAsync(port);
        for (int i = 0; i < recorded.Messages.Count; i++)
            await client.SendAsync(FrameOf(recorded, i));
        byte[] answer;
        do answer = (await client.ReadFrameAsync()).Payload;
        while (answer[0] == 0);
        return answer;
    }

    private static async Task<RawClient> OpenAsync(int port)
    {
        RawClient client = await RawClient.ConnectAsync(port);
        await client.SendAsync(Encoding.ASCII.GetBytes(Upgrade));
        Assert.Contains(" 101 ", (await client.ReadHttpAsync()).Head);
        return client;
    }

    private static byte[] FrameOf(IngressVector recorded, int message)
    {
        MessageFraming framing = recorded.Framing[message];
        return RawClient.Frame(framing.Opcode, recorded.Messages[message], framing.Final, framing.Masked);
    }

    private static async Task ExpectAsync(
        IngressVector recorded, RawClient client, Queue<byte[]> answers, Queue<(int Opcode, byte[] Bytes)> others)
    {
        (int opcode, byte[] payload) = await client.ReadFrameAsync();
        switch (opcode)
        {
            case 2:
                Assert.True(answers.Count > 0, $"The server should be silent and answered {Convert.ToHexStringLower(payload)}.");
                AssertSame(answers.Dequeue(), payload);
                break;
            case 8:
                Assert.Equal(recorded.CloseCode, payload[0] << 8 | payload[1]);
                break;
            default:
                (int Opcode, byte[] Bytes) other = others.Dequeue();
                Assert.Equal(other.Opcode, opcode);
                Assert.Equal(other.Bytes, payload);
                break;
        }
    }

    /// <summary>How many of them one OK covers is free where messages are sent together; what comes last is not.</summary>
    private static async Task ExpectLastAsync(RawClient client, byte[][] answers)
    {
        if (answers.Length == 0)
            return;
        byte[] payload;
        do payload = (await client.ReadFrameAsync()).Payload;
        while (payload[0] == 0 && BitConverter.ToInt64(payload, 1) < BitConverter.ToInt64(answers[^1], 1));
        AssertSame(answers[^1], payload);
    }

    /// <summary>The words of an error are free, its status and sequence are not; an OK names its tables and transactions.</summary>
    private static void AssertSame(byte[] expected, byte[] actual)
    {
        int compared = expected[0] == 0 ? expected.Length : 9;
        Assert.Equal(Convert.ToHexStringLower(expected[..compared]), Convert.ToHexStringLower(actual[..Math.Min(compared, actual.Length)]));
    }

    private static async Task ExpectSilenceAsync(RawClient client)
    {
        await client.SendAsync(RawClient.Frame(9, [0x51]));
        (int opcode, byte[] payload) = await client.ReadFrameAsync();
        Assert.True(opcode == 10, $"The server should be silent and sent opcode {opcode}: {Convert.ToHexStringLower(payload)}");
    }
}
