namespace QuestDb.TestSupport.Tests;

/// <summary>The reader of the control cases, and the decoder on the sequences of several queries on one connection.</summary>
[Trait("Category", "Conformance")]
public sealed class ControlFrameTests
{
    public static TheoryData<string> ReadPath =>
        [.. ControlVector.Names.Where(n => ControlVector.Load(n) is { Path: "/read/v1", Expected: not null } v && HasAllFrames(v))];

    [VectorTheory, MemberData(nameof(ReadPath))]
    public void Server_frames_of_a_connection_decode_in_order(string vector)
    {
        ControlVector recorded = ControlVector.Load(vector);
        IEnumerable<byte[]> frames = recorded.Frames.Count > 0
            ? recorded.Frames
            : recorded.Events.Where(e => e is { FromClient: false, Layer: "ws", Opcode: 2 }).Select(e => e.Bytes);
        var decoder = new ReferenceResultFrameDecoder();
        ReferenceServerFrame[] decoded = [.. frames.Select(f => decoder.Decode(f))];
        long[] ended = [.. decoded.Select(RequestEnded).OfType<long>()];
        Assert.All(recorded.Expected!.Value.EnumerateArray(), e => Assert.Contains(e.GetProperty("request_id").GetInt64(), ended));
    }

    [VectorFact]
    public void Every_control_case_is_read() =>
        Assert.All(ControlVector.Names, name => Assert.StartsWith("/", ControlVector.Load(name).Path));

    private static long? RequestEnded(ReferenceServerFrame frame) => frame switch
    {
        ResultEndFrame end => end.RequestId,
        QueryErrorFrame error => error.RequestId,
        ExecDoneFrame done => done.RequestId,
        _ => null,
    };

    private static bool HasAllFrames(ControlVector vector) => vector.Events.All(e => e.OmittedBytes == 0);
}
