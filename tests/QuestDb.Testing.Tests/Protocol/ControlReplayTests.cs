using System.Text;
using QuestDb.Testing.Protocol;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Recorded connections played to the server: upgrades, credit, cancel, dictionary scope, protocol errors.</summary>
[Trait("Category", "Conformance")]
public sealed class ControlReplayTests
{
    /// <summary>Where the server differs on purpose, or the recording is not one to replay.</summary>
    private static readonly Dictionary<string, string> NotReplayed = new()
    {
        ["protocol_error_unmasked"] = "The WebSocket layer closes with 1002 where QuestDB just ends the connection.",
        ["protocol_error_fragmented"] = "The WebSocket layer puts fragments together.",
        ["upgrade_wrong_path_write"] = "There is no line protocol endpoint here.",
        ["cancel_ignored_without_flow_control"] = "Frames are left out of the recording.",
        ["credit_error_mid_stream"] = "A result is complete here before its first batch is sent.",
        ["dict_error_mid_stream_keeps_ids"] = "A result is complete here before its first batch is sent.",
    };

    public static TheoryData<string> Replayed => [.. ControlVector.Names.Where(n => !NotReplayed.ContainsKey(n)
        && ControlVector.Load(n) is { Events.Count: > 0 } v && v.Events.All(e => e.OmittedBytes == 0))];

    [VectorTheory, MemberData(nameof(Replayed))]
    public async Task A_recorded_connection_gets_the_recorded_answers(string vector)
    {
        ControlVector recorded = ControlVector.Load(vector);
        var engine = new RecordedEngine(recorded);
        var context = new ServerContext(new QuestDbTestServerOptions()) { Execute = engine.Execute, Commit = engine.Commit };
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(context);
        using RawClient client = await RawClient.ConnectAsync(server.Port);
        for (int i = 0; i < recorded.Events.Count; i++)
        {
            ControlEvent e = recorded.Events[i];
            switch (e)
            {
                case { FromClient: true, Layer: "http" }:
                    await client.SendAsync(e.Bytes);
                    break;
                case { FromClient: true, Layer: "ws" }:
                    var segment = new List<byte>(FrameOf(e));
                    while (e.SameSegment && i + 1 < recorded.Events.Count && recorded.Events[i + 1] is { FromClient: true, SameSegment: true } next)
                    {
                        segment.AddRange(FrameOf(next));
                        i++;
                    }
                    await client.SendAsync([.. segment]);
                    break;
                case { Layer: "http" }:
                    AssertSameHttp(Encoding.UTF8.GetString(e.Bytes), await client.ReadHttpAsync());
                    break;
                case { Layer: "ws" } when recorded.Path.Contains("write", StringComparison.Ordinal) && e.Opcode == 2:
                    await AssertSameIngestAnswerAsync(e, recorded.Events.Skip(i + 1), client);
                    break;
                case { Layer: "ws" }:
                    (int opcode, byte[] payload) = await client.ReadFrameAsync();
                    Assert.Equal(e.Opcode, opcode);
                    Assert.Equal(Comparable(e.Bytes, opcode), Comparable(payload, opcode));
                    break;
                case { Layer: "tcp" }:
                    Assert.True(await client.IsEndedAsync(), "The server should end the connection.");
                    break;
            }
        }
    }

    private static byte[] FrameOf(ControlEvent e) => RawClient.Frame(e.Opcode, e.Bytes, e.Final, e.Masked);

    /// <summary>Compares the status line, the headers of the protocol, and the text of a refusal.</summary>
    private static void AssertSameHttp(string expected, (string Head, string Body) actual)
    {
        string[] lines = expected[..(expected.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)].Split("\r\n");
        Assert.Equal(lines[0].Split(' ')[1], actual.Head.Split(' ')[1]);
        string[] own = actual.Head.Split("\r\n");
        foreach (string header in lines.Where(l => l.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || l.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase)))
            Assert.Contains(header, own);
        Assert.Equal(lines.Count(l => l.StartsWith("X-", StringComparison.Ordinal)), own.Count(l => l.StartsWith("X-", StringComparison.Ordinal)));
        if (expected.Contains("Content-Length", StringComparison.Ordinal)) Assert.EndsWith("\r\n\r\n" + actual.Body, expected);
    }

    /// <summary>How many messages one OK covers depends on how they arrive, so that only the last OK of a run is fixed.</summary>
    private static async Task AssertSameIngestAnswerAsync(ControlEvent e, IEnumerable<ControlEvent> rest, RawClient client)
    {
        if (rest.FirstOrDefault() is { FromClient: false, Layer: "ws", Opcode: 2 }) return;
        byte[] payload;
        do
        {
            (int opcode, payload) = await client.ReadFrameAsync();
            Assert.Equal(2, opcode);
        }
        while (payload[0] == 0 && e.Bytes[0] == 0 && BitConverter.ToInt64(payload, 1) < BitConverter.ToInt64(e.Bytes, 1));
        Assert.Equal(Convert.ToHexStringLower(e.Bytes), Convert.ToHexStringLower(payload));
    }

    /// <summary>A frame without what is free: the clock, the words of an error, compressed bytes.</summary>
    private static string Comparable(byte[] frame, int opcode)
    {
        if (opcode != 2) return Convert.ToHexStringLower(frame);
        byte[] copy = [.. frame];
        switch ((MessageKind)copy[12])
        {
            case MessageKind.ServerInfo:
                copy.AsSpan(26, 8).Clear();
                break;
            case MessageKind.QueryError:
                return Convert.ToHexStringLower(copy.AsSpan(12, 10));
        }
        return Convert.ToHexStringLower(copy);
    }
}
