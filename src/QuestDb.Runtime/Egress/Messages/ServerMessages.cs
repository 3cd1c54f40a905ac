using System.Text;
using QuestDb.Decoders.Batches;
using QuestDb.Wire;

namespace QuestDb.Egress.Messages;

/// <summary>Reads the bodies of server frames without rows (QWP egress specification, "Message kinds").</summary>
internal static class ServerMessages
{
    /// <summary>The row count in EXEC_DONE for a statement that has none.</summary>
    private const ulong NotApplicable = ulong.MaxValue;

    private const uint CapZone = 0x1;

    /// <summary>Reads RESULT_END and compares what it says with the batches that came.</summary>
    /// <param name="reader">Stands at the body.</param>
    /// <param name="decoder">Has decoded the batches of the query.</param>
    public static QueryTerminal ResultEnd(ref WireReader reader, BatchDecoder decoder)
    {
        ulong last = reader.ReadVarint("final sequence");
        ulong total = reader.ReadVarint("total rows");
        decoder.CheckEnd(ref reader, last, total);
        return new QueryTerminal(TerminalKind.ResultEnd, StatementType.Unknown, null, Rows(total));
    }

    public static QueryTerminal ExecDone(ref WireReader reader)
    {
        var type = (StatementType)reader.ReadByte("statement type");
        ulong rows = reader.ReadVarint("rows affected");
        // For an UPDATE of a table with a write-ahead log the number is that of a transaction, and nothing tells such a table from another.
        bool isCount = rows != NotApplicable && type != StatementType.Update;
        return new QueryTerminal(TerminalKind.ExecDone, type, isCount ? Rows(rows) : null, null);
    }

    public static QueryException QueryError(ref WireReader reader, string endpoint, string sql)
    {
        byte status = reader.ReadByte("status");
        string message = Text(ref reader, "message");
        return new QueryException($"{endpoint} answered {StatusNames.Of((StatusCode)status)}: {message} [{sql}]", status, message, sql);
    }

    public static ServerInfo ServerInfo(ref WireReader reader)
    {
        var role = (ServerRole)reader.ReadByte("role");
        ulong epoch = (ulong)reader.ReadInt64("epoch");
        uint capabilities = reader.ReadUInt32("capabilities");
        long wall = reader.ReadInt64("server time");
        string cluster = Text(ref reader, "cluster id");
        string node = Text(ref reader, "node id");
        string? zone = (capabilities & CapZone) != 0 ? Text(ref reader, "zone id") : null;
        return new ServerInfo(role, epoch, capabilities, wall, cluster, node, zone);
    }

    private static long Rows(ulong count) => (long)Math.Min(count, long.MaxValue);

    private static string Text(ref WireReader reader, string field)
    {
        int length = reader.ReadUInt16(field + " length");
        return Encoding.UTF8.GetString(reader.ReadBytes(length, field));
    }
}
