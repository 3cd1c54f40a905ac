using QuestDb.TestSupport;

namespace QuestDb.Tests.Fuzz;

/// <summary>
/// Damaged result frames: a clean protocol error or another batch, never anything else, and never more memory than the frame
/// can hold. Every recorded RESULT_BATCH up to 4 KiB is cut at every byte and has every single bit flipped; larger ones have the
/// bits of header, schema and lengths flipped and 10,000 others (see <see cref="Damage"/> for what the default run samples).
/// </summary>
[Trait("Category", "Conformance")]
public sealed class BatchFuzzTests
{
    private const int HeaderLength = 12;

    /// <summary>The large frames of connections repeat what those of queries hold.</summary>
    private const int SampleOfConnection = 1_000;

    public static TheoryData<string> Queries => [.. EgressVector.Names];

    public static TheoryData<string> Connections =>
        [.. ControlVector.Names.Where(n => ControlVector.Load(n) is { IsQueryPath: true } v && v.Events.All(e => e.OmittedBytes == 0))];

    [VectorTheory, MemberData(nameof(Queries))]
    public void Damaged_batches_of_a_query_are_refused_or_decoded(string vector) =>
        DamageAll(EgressVector.Load(vector).Frames, Damage.SeededFlips);

    [VectorTheory, MemberData(nameof(Connections))]
    public void Damaged_batches_of_a_connection_are_refused_or_decoded(string vector) =>
        DamageAll(ControlVector.Load(vector).ServerMessages, SampleOfConnection);

    private static void DamageAll(IEnumerable<byte[]> frames, int sample)
    {
        foreach (FuzzFrame frame in FuzzFrame.Of(frames))
        {
            var subject = new FuzzSubject(frame);
            Assert.True(subject.Survives([.. frame.Bytes]), "The frame itself is refused.");
            Cut(subject, frame.Bytes);
            Flip(subject, frame, sample);
        }
    }

    /// <summary>
    /// The rest of the frame stays in the buffer behind the cut, where a decoder that reads too far would find what it misses.
    /// </summary>
    private static void Cut(FuzzSubject subject, byte[] frame)
    {
        byte[] buffer = [.. frame];
        int step = frame.Length <= Damage.SmallFrame ? 1 : frame.Length / Damage.SmallFrame;
        for (int length = 0; length < frame.Length; length += step)
        {
            Expect(subject, buffer, length, $"cut to {length} bytes", mayDecode: false);
            if (length <= HeaderLength)
                continue;
            BitConverter.TryWriteBytes(buffer.AsSpan(8), length - HeaderLength);
            Expect(subject, buffer, length, $"cut to {length} bytes that the header announces", mayDecode: false);
            frame.AsSpan(8, 4).CopyTo(buffer.AsSpan(8));
        }
    }

    private static void Flip(FuzzSubject subject, FuzzFrame frame, int sample)
    {
        byte[] damaged = [.. frame.Bytes];
        foreach (long bit in Damage.Flips(frame.Bytes, () => ResultFrameFields.Structure(frame.Bytes, frame.Types), sample))
        {
            Damage.Flip(damaged, bit);
            Expect(subject, damaged, damaged.Length, $"bit {bit & 7} of byte {bit >> 3} flipped", mayDecode: true);
            Damage.Flip(damaged, bit);
        }
    }

    private static void Expect(FuzzSubject subject, byte[] buffer, int length, string damage, bool mayDecode)
    {
        bool decoded;
        try
        {
            decoded = subject.Survives(buffer, length);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"A frame with {damage} (seed {Damage.Seed}): "
                + $"{e.Message}\n{Convert.ToHexStringLower(buffer.AsSpan(0, Math.Min(length, 8192)))}", e);
        }

        if (decoded && !mayDecode)
            Assert.Fail($"A frame with {damage} is decoded.");
    }
}
