using QuestDb.Decoders.Batches;
using QuestDb.Wire;
using QuestDb.Egress.Messages;
using QuestDb.Ingest.Messages;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Fuzz;

/// <summary>Damaged answers without rows: ingest acknowledgements and errors, and what begins and ends queries.</summary>
[Trait("Category", "Conformance")]
public sealed class AnswerFuzzTests
{
    private const long MaxAllocated = 64 * 1024;

    public static TheoryData<string> Ingest => [.. IngressVector.Names.Where(n => IngressVector.Load(n).Responses.Count > 0)];

    public static TheoryData<string> Queries => [.. EgressVector.Names];

    [VectorTheory, MemberData(nameof(Ingest))]
    public void Damaged_acknowledgements_are_read_or_refused(string vector)
    {
        foreach (byte[] answer in IngressVector.Load(vector).Responses)
            DamageAll(answer, static bytes => IngestAnswer.Parse(bytes));
    }

    [VectorTheory, MemberData(nameof(Queries))]
    public void Damaged_frames_without_rows_are_read_or_refused(string vector)
    {
        foreach (byte[] frame in EgressVector.Load(vector).Frames.Where(f => f[QwpConstants.HeaderLength] != (byte)MessageKind.ResultBatch))
            DamageAll(frame, Read);
    }

    /// <summary>As the connection reads them.</summary>
    private static void Read(byte[] bytes)
    {
        ServerFrame frame = ServerFrame.Parse(bytes);
        var reader = new WireReader(bytes, frame.BodyOffset);
        switch (frame.Kind)
        {
            case MessageKind.ServerInfo: ServerMessages.ServerInfo(ref reader); break;
            case MessageKind.ResultEnd: ServerMessages.ResultEnd(ref reader, new BatchDecoder(new ResultDictionary())); break;
            case MessageKind.ExecDone: ServerMessages.ExecDone(ref reader); break;
            case MessageKind.QueryError: ServerMessages.QueryError(ref reader, "server", "select"); break;
            case MessageKind.CacheReset: reader.ReadByte("reset mask"); break;
        }
    }

    private static void DamageAll(byte[] answer, Action<byte[]> read)
    {
        for (int length = 0; length < answer.Length; length++)
        {
            Expect(answer[..length], read, $"cut to {length} bytes");
            if (length <= QwpConstants.HeaderLength)
                continue;
            byte[] announced = answer[..length];
            FuzzFrame.SetPayloadLength(announced);
            Expect(announced, read, $"cut to {length} bytes that the header announces");
        }

        byte[] damaged = [.. answer];
        foreach (long bit in Damage.Flips(answer, () => new bool[answer.Length]))
        {
            Damage.Flip(damaged, bit);
            Expect(damaged, read, $"bit {bit & 7} of byte {bit >> 3} flipped");
            Damage.Flip(damaged, bit);
        }
    }

    private static void Expect(byte[] bytes, Action<byte[]> read, string damage)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(bytes);
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ProtocolError)
        {
            // A clean refusal.
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"An answer with {damage}: {e.Message}\n{Convert.ToHexStringLower(bytes)}", e);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
    }
}
