using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>The ingest side of a scripted connection: decodes frames strictly and numbers them as a server does.</summary>
internal sealed class IngestScript(ScriptedConnection connection, bool replacesSymbols = false)
{
    private readonly ReferenceIngestFrameDecoder _decoder = new(replacesSymbols);
    private readonly SortedSet<string> _tables = [];
    private long _sequence = -1;

    /// <summary>Number of the last frame received, from 0.</summary>
    public long Sequence => _sequence;

    /// <summary>Bytes of the last frame received.</summary>
    public int LastLength { get; private set; }

    public async Task<ReferenceIngestFrame> ReceiveAsync()
    {
        byte[] message = await connection.ReceiveAsync();
        _sequence++;
        LastLength = message.Length;
        ReferenceIngestFrame frame = _decoder.Decode(message);
        foreach (string table in frame.Blocks.Select(static block => block.Table)) _tables.Add(table);
        return frame;
    }

    /// <summary>Receives up to the next frame that is committed, past catch-up frames.</summary>
    public async Task<ReferenceIngestFrame> ReceiveCommittedAsync()
    {
        ReferenceIngestFrame frame;
        do
            frame = await ReceiveAsync();
        while (frame.DefersCommit);
        return frame;
    }

    /// <summary>Acknowledges all frames received so far, and names their tables with a transaction for each frame.</summary>
    public Task AckAsync() => connection.SendAsync(ScriptedMessages.Ok(_sequence, [.. _tables.Select(t => (t, _sequence + 1))]));

    /// <summary>Acknowledges every committed frame until the client goes, adding the values of its rows to a list.</summary>
    public async Task AckAllAsync(List<long> values)
    {
        while (true)
        {
            ReferenceIngestFrame frame = await ReceiveCommittedAsync();
            lock (values) values.AddRange(ValuesOf(frame));
            await AckAsync();
        }
    }

    public static IEnumerable<string?> SymbolsOf(ReferenceIngestFrame frame) => frame.Blocks.SelectMany(block =>
        block.Columns.Single(c => c.Column.Name == "symbol").Cells.Select(c => c.Text));

    public static IEnumerable<long> ValuesOf(ReferenceIngestFrame frame) => frame.Blocks.SelectMany(block =>
        block.Columns.Single(c => c.Column.Name == "value").Cells.Select(c => c.AsInt64()));
}
