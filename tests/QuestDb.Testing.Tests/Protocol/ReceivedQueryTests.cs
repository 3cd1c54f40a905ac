using QuestDb.Testing.Protocol;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>The server's parser of QUERY_REQUEST, against recorded requests.</summary>
[Trait("Category", "Conformance")]
public sealed class ReceivedQueryTests
{
    public static TheoryData<string> WellFormed =>
        [.. EgressVector.Names.Where(n => EgressVector.Load(n) is { Binds.Count: > 0 } v && v.Binds.All(b => b.Column is not null)
            && v.Binds.Count <= 2048)];

    public static TheoryData<string> Malformed =>
        [.. EgressVector.Names.Where(n => n.StartsWith("bind_error_", StringComparison.Ordinal) || n == "bind_count_2049")];

    [VectorTheory, MemberData(nameof(WellFormed))]
    public void Binds_are_read_as_they_were_meant(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        ReceivedQuery query = Read(recorded.Request, out long requestId);
        Assert.Equal((recorded.RequestId, recorded.Sql, (long)recorded.InitialCredit), (requestId, query.Sql, query.InitialCredit));
        Assert.Equal(recorded.Binds.Count, query.Binds.Count);
        for (int i = 0; i < query.Binds.Count; i++)
        {
            CellColumn column = recorded.Binds[i].Column!;
            // A SYMBOL bind is a VARCHAR by another name.
            if (column.Type == ColumnType.Symbol) column = column with { Type = ColumnType.Varchar };
            var expected = new CellTable("", [column]);
            expected.Rows.Add([recorded.Binds[i].Value]);
            Assert.Equal((column.Type, column.Scale), (query.Binds[i].Type, query.Binds[i].Scale));
            Assert.Equal(Encode(CellVectors.FromTable(expected, 0)), Encode(query.Binds[i]));
        }
    }

    [VectorTheory, MemberData(nameof(Malformed))]
    public void Bad_binds_are_refused_in_the_words_of_a_server(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        var refused = Assert.Throws<ProtocolException>(() => Read(recorded.Request, out _));
        Assert.Equal(recorded.Error, new VectorError((byte)refused.Status, refused.Message));
    }

    private static ReceivedQuery Read(byte[] request, out long requestId)
    {
        var reader = new PayloadReader(request.AsSpan(1));
        requestId = ReceivedQuery.ReadRequestId(ref reader);
        return ReceivedQuery.Read(ref reader, requestId);
    }

    private static string Encode(ColumnVector vector)
    {
        var frame = new FrameBuilder();
        ResultColumnWriter.Write(frame, vector, 0, vector.Count);
        return Convert.ToHexStringLower(frame.WrittenSpan);
    }
}
