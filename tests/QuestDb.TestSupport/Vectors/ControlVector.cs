using System.Text.Json;

namespace QuestDb.TestSupport;

/// <summary>One recorded event sequence: upgrades, credit, cancel, dictionary scope, protocol errors.</summary>
public sealed class ControlVector
{
    private const int KindOffset = 12;
    private const int SequenceOffset = 21;
    private const int SqlOffset = 9;
    private const byte QueryRequest = 0x10;
    private const byte ResultBatch = 0x11;
    private const byte QueryError = 0x13;

    private IReadOnlyList<ControlEvent>? _script;

    private ControlVector(string name, JsonElement json)
    {
        Name = name;
        Note = json.OptionalText("note") ?? "";
        Path = json.GetProperty("path").GetString()!;
        UpgradeRequestHeaders = json.Headers("upgrade_request_headers");
        UpgradeResponseHeaders = json.Headers("upgrade_response_headers");
        Status = json.Optional("status")?.GetInt32();
        Events = json.Optional("events") is { } events ? [.. events.EnumerateArray().Select(ControlEvent.Read)] : [];
        ConnectionAfter = json.OptionalText("connection_after");
        Requests = json.Optional("requests_hex") is { } requests ? [.. requests.EnumerateArray().Select(VectorJson.Hex)] : [];
        Frames = json.Frames("control", "frames", "frames_file");
        Expected = json.Optional("expected");
    }

    public static IReadOnlyList<string> Names => VectorFolder.Names("control");

    public string Name { get; }

    public string Note { get; }

    /// <summary>The path of the upgrade request.</summary>
    public string Path { get; }

    /// <summary>Whether the connection is for queries, not for ingest.</summary>
    public bool IsQueryPath => Path.Contains("read", StringComparison.Ordinal);

    public IReadOnlyDictionary<string, string> UpgradeRequestHeaders { get; }

    public IReadOnlyDictionary<string, string> UpgradeResponseHeaders { get; }

    /// <summary>The HTTP status where the case is about the upgrade alone.</summary>
    public int? Status { get; }

    /// <summary>What crossed the connection, in order.</summary>
    public IReadOnlyList<ControlEvent> Events { get; }

    /// <summary>The requests of a case that lists frames in place of events.</summary>
    public IReadOnlyList<byte[]> Requests { get; }

    /// <summary>The server frames of a case that lists frames in place of events.</summary>
    public IReadOnlyList<byte[]> Frames { get; }

    /// <summary>open or closed, where the case tells.</summary>
    public string? ConnectionAfter { get; }

    /// <summary>Rows, error or exec result per request id, as written in the file.</summary>
    public JsonElement? Expected { get; }

    /// <summary>
    /// The whole messages of the server, as the decoder of one client takes them: without the refusal of a second query that bears
    /// the id of the running one, whose batches go on behind it.
    /// </summary>
    public IEnumerable<byte[]> ServerMessages
    {
        get
        {
            byte[][] frames = Frames.Count > 0
                ? [.. Frames]
                : [.. Events.Where(e => e is { FromClient: false, Layer: "ws", Opcode: 2, OmittedBytes: 0 }).Select(e => e.Bytes)];
            return frames.Where((frame, i) => !IsQueryError(frame) || !GoesOn(frames.Skip(i + 1), RequestIdOf(frame)));
        }
    }

    private static bool GoesOn(IEnumerable<byte[]> rest, long requestId) =>
        rest.FirstOrDefault(f => f.Length > SequenceOffset && f[KindOffset] == ResultBatch && RequestIdOf(f) == requestId) is { } next
        && next[SequenceOffset] != 0;

    private static bool IsQueryError(byte[] frame) => frame.Length > SequenceOffset && frame[KindOffset] == QueryError;

    private static long RequestIdOf(byte[] frame) => BitConverter.ToInt64(frame, KindOffset + 1);

    /// <summary>The SQL of the queries that the client sends, as far as they are well-formed.</summary>
    public IEnumerable<string> Statements =>
        Script.Where(e => e is { FromClient: true, Layer: "ws", Opcode: 2 }).Select(e => SqlOf(e.Bytes)).OfType<string>();

    /// <summary>The rows of one entry of <see cref="Expected"/>, or null where it has none that are written out.</summary>
    public static CellTable? RowsOf(JsonElement expected) =>
        expected.Optional("columns") is { } columns && expected.Optional("rows") is { ValueKind: JsonValueKind.Array } rows
            ? JsonCells.ReadTable("", columns, rows)
            : null;

    private static string? SqlOf(byte[] message)
    {
        if (message.Length < SqlOffset || message[0] != QueryRequest)
            return null;
        var reader = new ReferenceWireReader(message);
        try
        {
            reader.Take(SqlOffset);
            return reader.VarintText("SQL");
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// The events from the upgrade on: those of the case, or made from what it lists in their place (each request is answered up to
    /// its terminator before the next).
    /// </summary>
    public IReadOnlyList<ControlEvent> Script => _script ??= ControlScript.Of(this);

    public static ControlVector Load(string name) => new(name, VectorJson.Load("control", name));

    public override string ToString() => Name;
}

/// <summary>One event of a <see cref="ControlVector"/>.</summary>
/// <param name="FromClient">Client to server; otherwise server to client.</param>
/// <param name="Layer">http, ws, idle or tcp.</param>
/// <param name="Opcode">WebSocket opcode of a ws event.</param>
/// <param name="Bytes">The payload of a ws event or the whole text of an http event.</param>
/// <param name="Final">The FIN bit of a ws event.</param>
/// <param name="Masked">Whether a ws event was masked as its direction asks.</param>
/// <param name="SameSegment">Sent together with its neighbours in one TCP segment.</param>
/// <param name="OmittedBytes">Bytes left out of <paramref name="Bytes"/>.</param>
/// <param name="OmittedFrames">Over how many frames they were spread.</param>
/// <param name="TcpEvent">fin or rst of a tcp event.</param>
public sealed record ControlEvent(
    bool FromClient, string Layer, int Opcode, byte[] Bytes, bool Final, bool Masked, bool SameSegment, long OmittedBytes,
    int OmittedFrames, string? TcpEvent)
{
    internal static ControlEvent Http(bool fromClient, string text) =>
        new(fromClient, "http", 0, System.Text.Encoding.UTF8.GetBytes(text), true, fromClient, false, 0, 0, null);

    internal static ControlEvent Message(bool fromClient, byte[] bytes) =>
        new(fromClient, "ws", 2, bytes, true, fromClient, false, 0, 0, null);

    internal static ControlEvent Read(JsonElement json)
    {
        bool fromClient = json.GetProperty("dir").GetString() == "c2s";
        return new ControlEvent(
            fromClient,
            json.GetProperty("layer").GetString()!,
            json.Optional("opcode")?.GetInt32() ?? 0,
            json.Optional("hex")?.Hex() ?? [],
            json.Optional("fin")?.GetBoolean() ?? true,
            json.Optional("masked")?.GetBoolean() ?? fromClient,
            json.OptionalText("segment") == "same",
            json.Optional("omitted_bytes")?.GetInt64() ?? 0,
            json.Optional("omitted_frames")?.GetInt32() ?? 1,
            json.OptionalText("event"));
    }
}
