using QuestDb.Egress.Requests;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Recorded query requests, written with the runtime's encoder.</summary>
[Trait("Category", "Conformance")]
public sealed class QueryRequestConformanceTests
{
    /// <summary>Requests whose binds are encoded as usual; the client sends text as VARCHAR, never as SYMBOL.</summary>
    public static TheoryData<string> Cases =>
        [.. EgressVector.Names.Where(static name => EgressVector.Load(name).Binds is { Count: <= QwpConstants.MaxBinds } binds
            && binds.All(static b => Binds.CanBeSent(b) && b.Column!.Type != ColumnType.Symbol))];

    [VectorTheory, MemberData(nameof(Cases))]
    public void Sql_and_binds_encode_to_the_recorded_request(string vector)
    {
        EgressVector recorded = EgressVector.Load(vector);
        var buffer = new FrameBuffer(static capacity => (new byte[capacity], 0));
        QueryRequest.Write(buffer, recorded.RequestId, recorded.Sql, [.. recorded.Binds.Select(Binds.ValueOf)],
            (long)recorded.InitialCredit);
        Assert.Equal(Convert.ToHexStringLower(ExpectedRequest(recorded)), Convert.ToHexStringLower(buffer.Written));
    }

    /// <summary>
    /// After a NULL VARCHAR the recording client wrote the offset of an empty text array. The server's bind decoder stops before
    /// it, so that a bind after it would be misread; the Rust client leaves it out, and so do we.
    /// </summary>
    private static byte[] ExpectedRequest(EgressVector recorded) =>
        recorded.Binds is [{ Column.Type: ColumnType.Varchar, Value.IsNull: true }] ? recorded.Request[..^sizeof(uint)] : recorded.Request;
}
