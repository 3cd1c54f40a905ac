using QuestDb.TestSupport;

namespace QuestDb.Tests.Conformance;

/// <summary>A QUERY_REQUEST as far as the client and a recording can be compared.</summary>
/// <param name="Flags">The trailer; null without one.</param>
internal sealed record RecordedRequest(long Id, string Sql, ulong Credit, ulong BindCount, ulong? Flags)
{
    public const ulong ResetDictionary = 1;

    /// <summary>Reads a message; null when it is malformed. Of one with binds, the trailer is not read.</summary>
    public static RecordedRequest? TryRead(byte[] message)
    {
        try
        {
            return Read(message);
        }
        catch (WireFormatException)
        {
            return null;
        }
    }

    public static RecordedRequest Read(byte[] message)
    {
        var reader = new ReferenceWireReader(message);
        reader.Take(1);
        long id = reader.I64();
        string sql = reader.VarintText("SQL");
        ulong credit = reader.Varint();
        ulong binds = reader.Varint();
        return new RecordedRequest(id, sql, credit, binds, binds == 0 && reader.Remaining > 0 ? reader.Varint() : null);
    }
}
