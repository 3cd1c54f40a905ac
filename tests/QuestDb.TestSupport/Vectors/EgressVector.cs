using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace QuestDb.TestSupport;

/// <summary>One recorded query: the request, every server frame, and what they mean.</summary>
public sealed class EgressVector
{
    private static readonly ConcurrentDictionary<string, EgressVector> s_loaded = new();

    private EgressVector(string name, JsonElement json)
    {
        Name = name;
        Sql = json.GetProperty("sql").GetString()!;
        Note = json.OptionalText("note") ?? "";
        Binds = [.. json.GetProperty("binds").EnumerateArray().Select(VectorBind.Read)];
        UpgradeRequestHeaders = json.Headers("upgrade_request_headers");
        UpgradeResponseHeaders = json.Headers("upgrade_response_headers");
        RequestId = long.Parse(json.GetProperty("request_id").GetString()!, CultureInfo.InvariantCulture);
        InitialCredit = json.GetProperty("initial_credit").UInt64();
        Request = json.GetProperty("request_hex").Hex();
        Frames = json.Frames("egress", "frames", "frames_file");
        BatchRows = json.Optional("batches") is { } batches ? [.. batches.EnumerateArray().Select(b => b.GetInt32())] : [];
        JsonElement expected = json.GetProperty("expected");
        if (expected.Optional("columns") is { } columns)
            Rows = JsonCells.ReadTable("", columns, expected.GetProperty("rows"));
        if (expected.Optional("error") is { } error)
            Error = new VectorError(error.GetProperty("status").GetByte(), error.GetProperty("message").GetString()!);
        if (expected.Optional("exec") is { } exec)
            Exec = new VectorExec(exec.GetProperty("op_type").GetByte(), exec.GetProperty("rows_affected").UInt64());
        RowsBeforeError = expected.Optional("rows_before_error")?.GetInt32() ?? 0;
    }

    public static IReadOnlyList<string> Names => VectorFolder.Names("egress");

    public string Name { get; }

    public string Sql { get; }

    public string Note { get; }

    public IReadOnlyList<VectorBind> Binds { get; }

    public IReadOnlyDictionary<string, string> UpgradeRequestHeaders { get; }

    public IReadOnlyDictionary<string, string> UpgradeResponseHeaders { get; }

    public long RequestId { get; }

    public ulong InitialCredit { get; }

    /// <summary>The QUERY_REQUEST message.</summary>
    public byte[] Request { get; }

    /// <summary>Every server frame, SERVER_INFO first.</summary>
    public IReadOnlyList<byte[]> Frames { get; }

    /// <summary>Row count of each RESULT_BATCH.</summary>
    public IReadOnlyList<int> BatchRows { get; }

    /// <summary>The expected result of a query that gives rows.</summary>
    public CellTable? Rows { get; }

    /// <summary>The expected error, if the query fails.</summary>
    public VectorError? Error { get; }

    /// <summary>The expected answer of a statement without rows.</summary>
    public VectorExec? Exec { get; }

    /// <summary>Rows that arrive before the error.</summary>
    public int RowsBeforeError { get; }

    /// <summary>A server behaviour that is probably not intended.</summary>
    public bool IsQuirk => Note.StartsWith("QUIRK", StringComparison.Ordinal);

    /// <summary>Reads a case, once a process: discovery asks for it again and again.</summary>
    public static EgressVector Load(string name) => s_loaded.GetOrAdd(name, static n => new EgressVector(n, VectorJson.Load("egress", n)));

    /// <summary>Whether every column and every bind has one of the types.</summary>
    public bool UsesOnly(IReadOnlySet<ColumnType> types) =>
        (Rows is null || Rows.Columns.All(c => types.Contains(c.Type)))
        && Binds.All(b => b.Column is not null && types.Contains(b.Column.Type));

    public override string ToString() => Name;
}

/// <summary>A bind parameter. <see cref="Column"/> is null where only raw bytes were sent.</summary>
/// <param name="Raw">The bytes sent in place of the normal encoding, type code included.</param>
public sealed record VectorBind(CellColumn? Column, Cell Value, byte[]? Raw)
{
    internal static VectorBind Read(JsonElement json)
    {
        byte[]? raw = json.Optional("raw_hex")?.Hex();
        string type = json.GetProperty("type").GetString()!;
        if (type == "RAW")
            return new VectorBind(null, Cell.Null, raw);
        var column = new CellColumn("", WireTypeNames.Parse(type),
            json.Optional("precision_bits")?.GetInt32() ?? 0, json.Optional("scale")?.GetInt32() ?? 0);
        return new VectorBind(column, JsonCells.ReadCell(column.Type, json.GetProperty("value")), raw);
    }
}

/// <summary>An expected QUERY_ERROR or ingest error.</summary>
public sealed record VectorError(byte Status, string Message);

/// <summary>An expected EXEC_DONE.</summary>
public sealed record VectorExec(byte OpType, ulong RowsAffected)
{
    private const byte Update = 14;

    /// <summary>The count of rows that a user sees: none where it is not applicable, or the number of a transaction.</summary>
    public long? Rows => RowsAffected == ulong.MaxValue || OpType == Update ? null : (long)RowsAffected;
}
