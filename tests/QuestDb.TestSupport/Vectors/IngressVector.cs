using System.Collections.Concurrent;
using System.Text.Json;

namespace QuestDb.TestSupport;

/// <summary>One recorded ingest connection: the messages, the answers, and the tables that came of them.</summary>
public sealed class IngressVector
{
    private static readonly ConcurrentDictionary<string, IngressVector> s_loaded = new();

    private IngressVector(string name, JsonElement json)
    {
        Name = name;
        Kind = json.GetProperty("kind").GetString()!;
        Note = json.OptionalText("note") ?? "";
        UpgradeRequestHeaders = json.Headers("upgrade_request_headers");
        UpgradeResponseHeaders = json.Headers("upgrade_response_headers");
        Flags = [.. json.GetProperty("flags").EnumerateArray().Select(f => f.GetByte())];
        Messages = json.Frames("ingress", "message_hex", "message_file");
        Responses = [.. json.GetProperty("responses_hex").EnumerateArray().Select(VectorJson.Hex)];
        IEnumerable<JsonElement> tables = json.Optional("tables")?.EnumerateArray() ?? Enumerable.Repeat(json, 1);
        Tables = [.. tables.Where(t => t.Optional("logical") is not null).Select(IngressVectorTable.Read)];
        if (json.Optional("error") is { } error)
            Error = new VectorError(error.GetProperty("status").GetByte(), error.GetProperty("message").GetString()!);
        HasUnusualWebSocketFraming = json.Optional("message_frames") is not null;
        Framing = json.Optional("message_frames") is { } framing
            ? [.. framing.EnumerateArray().Select(f => new MessageFraming(f.GetProperty("opcode").GetInt32(),
                f.GetProperty("fin").GetBoolean(), f.GetProperty("masked").GetBoolean()))]
            : [.. Messages.Select(_ => new MessageFraming(2, true, true))];
        ResponsesPerMessage =
            json.Optional("responses_per_message") is { } counts ? [.. counts.EnumerateArray().Select(c => c.GetInt32())] : null;
        CloseCode = json.Optional("close")?.GetProperty("code").GetInt32();
        OtherFrames = json.Optional("other_frames") is { } others
            ? [.. others.EnumerateArray().Select(f => (f.GetProperty("opcode").GetInt32(), f.GetProperty("hex").Hex()))]
            : [];
        ConnectionAfter = json.OptionalText("connection_after");
        Stored = [.. (json.Optional("tables")?.EnumerateArray() ?? Enumerable.Repeat(json, 1)).Select(StoredTable.Read)];
    }

    public static IReadOnlyList<string> Names => VectorFolder.Names("ingress");

    public string Name { get; }

    /// <summary>positive, coercion, negative or quirk.</summary>
    public string Kind { get; }

    public string Note { get; }

    public IReadOnlyDictionary<string, string> UpgradeRequestHeaders { get; }

    public IReadOnlyDictionary<string, string> UpgradeResponseHeaders { get; }

    /// <summary>The flags byte of each message.</summary>
    public IReadOnlyList<byte> Flags { get; }

    /// <summary>The messages of the client, in order.</summary>
    public IReadOnlyList<byte[]> Messages { get; }

    /// <summary>The answers of the server, in order.</summary>
    public IReadOnlyList<byte[]> Responses { get; }

    /// <summary>The tables written; empty when no message carries rows that were kept.</summary>
    public IReadOnlyList<IngressVectorTable> Tables { get; }

    /// <summary>The error of a refused case.</summary>
    public VectorError? Error { get; }

    /// <summary>Whether the case is about WebSocket framing rather than about the messages.</summary>
    public bool HasUnusualWebSocketFraming { get; }

    /// <summary>The WebSocket frame of each message.</summary>
    public IReadOnlyList<MessageFraming> Framing { get; }

    /// <summary>How many answers came after each message and before the next; null where the messages were sent together.</summary>
    public IReadOnlyList<int>? ResponsesPerMessage { get; }

    /// <summary>The code of the server's close frame.</summary>
    public int? CloseCode { get; }

    /// <summary>Control frames of the server other than a close.</summary>
    public IReadOnlyList<(int Opcode, byte[] Bytes)> OtherFrames { get; }

    /// <summary>What became of the connection, where the case tells.</summary>
    public string? ConnectionAfter { get; }

    /// <summary>The tables before and after, also of cases that carry no logical rows.</summary>
    public IReadOnlyList<StoredTable> Stored { get; }

    /// <summary>Reads a case, once a process: discovery asks for it again and again.</summary>
    public static IngressVector Load(string name) =>
        s_loaded.GetOrAdd(name, static n => new IngressVector(n, VectorJson.Load("ingress", n)));

    public override string ToString() => Name;
}

/// <summary>How a message was framed: usually a masked binary frame.</summary>
public sealed record MessageFraming(int Opcode, bool Final, bool Masked);

/// <summary>A table of the recording server.</summary>
/// <param name="Ddl">The CREATE TABLE run before, or null.</param>
/// <param name="Readback">What it held afterwards, or null where the case does not tell.</param>
public sealed record StoredTable(string Name, string? Ddl, CellTable? Readback)
{
    /// <summary>The columns of <see cref="Readback"/> as the table names them.</summary>
    public IReadOnlyList<string> ColumnNames { get; private init; } = [];

    internal static StoredTable Read(JsonElement json)
    {
        string name = json.OptionalText("table") ?? "";
        CellTable? logical =
            json.Optional("logical") is { } sent ? JsonCells.ReadTable(name, sent.GetProperty("columns"), sent.GetProperty("rows")) : null;
        if (json.Optional("readback") is not { } readback || json.Optional("readback_columns") is not { } columns)
            return new StoredTable(name, json.OptionalText("ddl"), null);
        var table = new CellTable(name, [.. columns.EnumerateArray().Select(JsonCells.ReadColumn)]);
        table.Rows.AddRange(readback.ValueKind == JsonValueKind.Array ? JsonCells.ReadTable(name, columns, readback).Rows : logical!.Rows);
        // A result cuts long names; the table does not.
        IEnumerable<string> names = table.Columns.Select((c, i) =>
            logical is not null && i < logical.Columns.Count && logical.Columns[i].Name.StartsWith(c.Name, StringComparison.Ordinal)
                ? logical.Columns[i].Name
                : c.Name);
        return new StoredTable(name, json.OptionalText("ddl"), table) { ColumnNames = [.. names] };
    }
}

/// <summary>One table of an ingest case.</summary>
/// <param name="Table">The table name.</param>
/// <param name="Ddl">The CREATE TABLE run before, or null where the server created the table from the message.</param>
/// <param name="Logical">What was meant; the designated timestamp has the name "".</param>
/// <param name="NullModes">bitmap or sentinel, per column of <paramref name="Logical"/>.</param>
/// <param name="TimestampEncodings">auto, raw or gorilla, per column of <paramref name="Logical"/>.</param>
/// <param name="Readback">What the table held afterwards, in the order of the logical columns.</param>
public sealed record IngressVectorTable(
    string Table,
    string? Ddl,
    CellTable Logical,
    IReadOnlyList<string> NullModes,
    IReadOnlyList<string> TimestampEncodings,
    CellTable? Readback)
{
    /// <summary>The logical rows as the wire can carry them: without a bitmap, NULL is false or 0 where the type has no NULL.</summary>
    public CellTable OnWire()
    {
        var table = new CellTable(Table, Logical.Columns);
        foreach (Cell[] row in Logical.Rows)
            table.Rows.Add([.. row.Select((cell, i) => NullModes[i] == "bitmap" ? cell : Logical.Columns[i].Stored(cell))]);
        return table;
    }

    internal static IngressVectorTable Read(JsonElement json)
    {
        string name = json.GetProperty("table").GetString()!;
        JsonElement logical = json.GetProperty("logical");
        JsonElement columns = logical.GetProperty("columns");
        CellTable table = JsonCells.ReadTable(name, columns, logical.GetProperty("rows"));
        return new IngressVectorTable(name, json.OptionalText("ddl"), table,
            [.. columns.EnumerateArray().Select(c => c.OptionalText("null_mode") ?? "sentinel")],
            [.. columns.EnumerateArray().Select(c => c.OptionalText("ts_encoding") ?? "auto")],
            ReadReadback(name, json, table));
    }

    private static CellTable? ReadReadback(string name, JsonElement json, CellTable logical)
    {
        if (json.Optional("readback") is not { } readback || json.Optional("readback_columns") is not { } columns)
            return null;
        if (readback.ValueKind == JsonValueKind.Array)
            return JsonCells.ReadTable(name, columns, readback);
        var same = new CellTable(name, [.. columns.EnumerateArray().Select(JsonCells.ReadColumn)]);
        same.Rows.AddRange(logical.Rows);
        return same;
    }
}
