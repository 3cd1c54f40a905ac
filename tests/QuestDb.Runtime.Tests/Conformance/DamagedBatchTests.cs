using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Conformance;

/// <summary>Damaged result frames are protocol errors, or read as other values; nothing else may come of them.</summary>
[Trait("Category", "Conformance")]
public sealed class DamagedBatchTests
{
    private const int FlipsPerFrame = 500;
    private const int Seed = 20260811;

    /// <summary>One case for each type, with and without nulls, small enough to be cut everywhere.</summary>
    public static TheoryData<string> Cases => [.. SupportedTypes.EgressCases.Where(name =>
        name.EndsWith("_rows0009", StringComparison.Ordinal) || name is "ts_const_step_nulls" or "ts_all_buckets_zstd" or "ts_jitter_zstd")];

    [VectorTheory, MemberData(nameof(Cases))]
    public void A_batch_cut_anywhere_is_a_protocol_error(string vector)
    {
        byte[] batch = Batch(vector);
        for (int length = 21; length < batch.Length; length++)
        {
            byte[] cut = batch[..length];
            QuestDbException e = Assert.Throws<QuestDbException>(() => new RuntimeDecoder().Decode(cut));
            Assert.Equal(ErrorCode.ProtocolError, e.Code);
        }
    }

    [VectorTheory, MemberData(nameof(Cases))]
    public void A_batch_with_a_changed_byte_never_fails_otherwise(string vector)
    {
        byte[] batch = Batch(vector);
        var random = new Random(Seed);
        for (int i = 0; i < FlipsPerFrame; i++)
        {
            byte[] changed = [.. batch];
            int position = random.Next(21, changed.Length);
            changed[position] ^= (byte)random.Next(1, 256);
            try
            {
                new RuntimeDecoder().Decode(changed);
            }
            catch (QuestDbException e) when (e.Code is ErrorCode.ProtocolError or ErrorCode.ResultMismatch or ErrorCode.InvalidValue)
            {
                // Refused, as it should be where the change does not make another valid frame; the schema may have changed too, and a DECIMAL of 256 bits may have a digit too many.
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {Seed}, change {i} at byte {position}: {e}");
            }
        }
    }

    private static byte[] Batch(string vector) =>
        EgressVector.Load(vector).Frames.First(f => f[QwpConstants.HeaderLength] == (byte)MessageKind.ResultBatch);
}
