using System.Text;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>A QUERY_REQUEST; <see cref="InitialCredit"/> 0 means that nothing is metered.</summary>
internal sealed record ReceivedQuery(
    long RequestId, string Sql, long InitialCredit, IReadOnlyList<ColumnVector> Binds, bool ResetDictionary)
{
    private const int MaxSqlBytes = 1024 * 1024;
    private const int MaxBinds = 2048;
    private const ulong ResetDictionaryFlag = 0x01;

    /// <summary>Reads the id, with which errors of the rest are answered.</summary>
    public static long ReadRequestId(ref PayloadReader reader)
        => reader.Remaining < sizeof(long)
            ? throw ProtocolException.Parse("QUERY_REQUEST: header truncated")
            : reader.ReadInt64("request id");

    /// <summary>Reads what follows the id. Bytes behind the flags are ignored, and so are unknown flags.</summary>
    public static ReceivedQuery Read(ref PayloadReader reader, long requestId)
    {
        ulong sqlLength = reader.ReadVarint();
        if (sqlLength > (ulong)reader.Remaining || sqlLength > MaxSqlBytes)
            throw ProtocolException.Parse($"QUERY_REQUEST: sql_len out of range: {(long)sqlLength}");
        string sql = Encoding.UTF8.GetString(reader.ReadBytes((long)sqlLength, "sql"));
        ulong credit = reader.ReadVarint();
        if (credit > long.MaxValue) throw ProtocolException.Parse($"QUERY_REQUEST: initial_credit out of range: {(long)credit}");
        ulong bindCount = reader.ReadVarint();
        if (bindCount > MaxBinds) throw ProtocolException.Parse($"QUERY_REQUEST: bind_count out of range: {(long)bindCount}");
        var binds = new ColumnVector[(int)bindCount];
        for (int i = 0; i < binds.Length; i++) binds[i] = BindReader.Read(ref reader, i);
        ulong flags = reader.Remaining > 0 ? reader.ReadVarint() : 0;
        return new ReceivedQuery(requestId, sql, (long)credit, binds, (flags & ResetDictionaryFlag) != 0);
    }
}
