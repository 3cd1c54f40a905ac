using System.Runtime.InteropServices;
using ZstdSharp;

namespace QuestDb.TestSupport;

/// <summary>
/// Decodes the server frames of one connection of the read path, in order, strictly: batch sequence, dictionary start,
/// lengths and totals must fit. Keep one decoder per connection, it holds the dictionary and the schema of the query.
/// </summary>
public sealed class ReferenceResultFrameDecoder
{
    private const byte GorillaFlag = 0x04;
    private const byte DeltaDictionaryFlag = 0x08;
    private const byte ZstdFlag = 0x10;
    private const int MaxPayload = 16 * 1024 * 1024;

    private readonly List<string> _dictionary = [];
    private readonly Dictionary<long, Query> _queries = [];

    /// <summary>A query of which a batch has come and no terminator.</summary>
    private sealed class Query
    {
        public (string Name, ColumnType Type)[] Schema = [];
        public int NextSequence;
        public ulong Rows;
    }

    public ReferenceServerFrame Decode(ReadOnlySpan<byte> frame)
    {
        var reader = new ReferenceWireReader(frame);
        ReferenceFrameHeader header = ReferenceFrameHeader.Read(ref reader, GorillaFlag | DeltaDictionaryFlag | ZstdFlag);
        byte kind = reader.U8();
        if (header.TableCount != (kind == 0x11 ? 1 : 0))
            throw reader.Error($"a frame of kind 0x{kind:X2} has the table count {header.TableCount}");
        if (kind == 0x11)
            return ReadBatch(ref reader, header.Flags);
        ReferenceServerFrame decoded = kind switch
        {
            0x12 => ReadEnd(ref reader),
            0x13 => new QueryErrorFrame(EndQuery(ref reader, out _), reader.U8(), reader.U16Text("error message")),
            0x16 => new ExecDoneFrame(EndQuery(ref reader, out _), reader.U8(), reader.Varint()),
            0x17 => ReadReset(ref reader),
            0x18 => ReadServerInfo(ref reader),
            _ => throw reader.Error($"unknown message kind 0x{kind:X2}"),
        };
        reader.ExpectEnd("the message");
        return decoded;
    }

    private ResultBatchFrame ReadBatch(ref ReferenceWireReader reader, byte flags)
    {
        long requestId = reader.I64();
        int sequence = reader.Count("batch sequence", int.MaxValue);
        Query query = CollectionsMarshal.GetValueRefOrAddDefault(_queries, requestId, out _) ??= new Query();
        if (sequence != query.NextSequence)
            throw reader.Error($"batch {sequence} comes where {query.NextSequence} is expected");
        query.NextSequence++;
        bool isCompressed = (flags & ZstdFlag) != 0;
        if (!isCompressed)
            return ReadBody(ref reader, flags, query, requestId, isCompressed);
        byte[] body = Decompress(reader.Take(reader.Remaining));
        var inner = new ReferenceWireReader(body);
        return ReadBody(ref inner, flags, query, requestId, isCompressed);
    }

    private ResultBatchFrame ReadBody(ref ReferenceWireReader reader, byte flags, Query query, long requestId, bool isCompressed)
    {
        var delta = new ReferenceSymbolDelta(0, []);
        if ((flags & DeltaDictionaryFlag) != 0)
        {
            int known = _dictionary.Count;
            delta = ReferenceSymbolDelta.Read(ref reader, _dictionary);
            if (delta.Start != known)
                throw reader.Error($"the delta dictionary starts at {delta.Start} and {known} entries are known");
        }

        if (reader.VarintText("table name").Length != 0)
            throw reader.Error("a result has a table name");
        int rows = reader.Count("row count", int.MaxValue);
        int sequence = query.NextSequence - 1;
        if (sequence == 0)
            query.Schema = ReadSchema(ref reader);
        var decoder = new ReferenceColumnDecoder { Flags = flags, IsResult = true, Symbols = _dictionary };
        var columns = new DecodedColumn[query.Schema.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = decoder.Decode(ref reader, query.Schema[i].Name, query.Schema[i].Type, rows);
        reader.ExpectEnd("the last column");
        query.Rows += (ulong)rows;
        return new ResultBatchFrame(requestId, sequence, isCompressed, delta.Start, delta.Entries, rows, columns);
    }

    private static (string, ColumnType)[] ReadSchema(ref ReferenceWireReader reader)
    {
        var schema = new (string, ColumnType)[reader.Count("column count", ushort.MaxValue)];
        for (int i = 0; i < schema.Length; i++)
            schema[i] = (reader.VarintText("column name"), (ColumnType)reader.U8());
        return schema;
    }

    private ResultEndFrame ReadEnd(ref ReferenceWireReader reader)
    {
        var end = new ResultEndFrame(EndQuery(ref reader, out Query query), reader.Varint(), reader.Varint());
        if (query.NextSequence > 0 && end.FinalSequence != (ulong)(query.NextSequence - 1))
            throw reader.Error($"the final sequence is {end.FinalSequence} after {query.NextSequence} batches");
        // 0 also means that the server does not count.
        if (end.TotalRows != 0 && end.TotalRows != query.Rows)
            throw reader.Error($"the total is {end.TotalRows} rows after {query.Rows}");
        return end;
    }

    private long EndQuery(ref ReferenceWireReader reader, out Query query)
    {
        long requestId = reader.I64();
        query = _queries.Remove(requestId, out Query? running) ? running : new Query();
        return requestId;
    }

    private CacheResetFrame ReadReset(ref ReferenceWireReader reader)
    {
        if (_queries.Count != 0)
            throw reader.Error("a cache reset comes in the middle of a result");
        var reset = new CacheResetFrame(reader.U8());
        if ((reset.Mask & 1) != 0)
            _dictionary.Clear();
        return reset;
    }

    private static ServerInfoFrame ReadServerInfo(ref ReferenceWireReader reader)
    {
        byte role = reader.U8();
        ulong epoch = (ulong)reader.I64();
        uint capabilities = reader.U32();
        long clock = reader.I64();
        string cluster = reader.U16Text("cluster id");
        string node = reader.U16Text("node id");
        return new ServerInfoFrame(role, epoch, capabilities, clock, cluster, node,
            (capabilities & 1) != 0 ? reader.U16Text("zone id") : null);
    }

    private static byte[] Decompress(ReadOnlySpan<byte> compressed)
    {
        using var decompressor = new Decompressor();
        return decompressor.Unwrap(compressed, MaxPayload).ToArray();
    }
}
