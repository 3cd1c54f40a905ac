using QuestDb.Testing.Protocol;
using QuestDb.Testing.Protocol.Ingest;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Fuzz;

/// <summary>
/// Damaged ingest messages, given to the server's decoder: refused with a status, or decoded to other rows; never a crash, and
/// never more memory than the message can hold. Messages up to 4 KiB are cut at every byte and have every bit flipped.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class IngestFuzzTests
{
    private const int HeaderLength = 12;
    private const int MaxPrefix = 4096;

    // Names and types of as many columns as a block may have, and an exception.
    private const long Fixed = 256 * 1024;

    // A NULL of LONG256 takes one bit of the bitmap and 32 bytes of the column.
    private const long PerByte = 512;

    private const int SampleOfLarge = 2_000;

    public static TheoryData<string> Cases => [.. IngressVector.Names.Where(n => !IngressVector.Load(n).HasUnusualWebSocketFraming)];

    [VectorTheory, MemberData(nameof(Cases))]
    public void Damaged_messages_are_refused_or_decoded(string vector)
    {
        var before = new List<byte[]>();
        foreach (byte[] message in IngressVector.Load(vector).Messages)
        {
            // The dictionary that the message builds on; without a large one its symbols are refused, which is an answer too.
            byte[][] prefix = before.Sum(m => m.Length) <= MaxPrefix ? [.. before] : [];
            Cut(prefix, message);
            Flip(prefix, message);
            before.Add(message);
        }
    }

    public static TheoryData<byte> Types => [.. Enum.GetValues<ColumnType>().Where(t => t != ColumnType.None).Select(t => (byte)t)];

    [Theory, MemberData(nameof(Types))]
    public void A_row_count_that_lies_allocates_nothing(byte type)
    {
        // One table "t" of a million rows, one column "c" without data.
        byte[] message = [.. "QWP1"u8, 1, 0x04, 1, 0, 0, 0, 0, 0, 1, (byte)'t', 0xC0, 0x84, 0x3D, 1, 1, (byte)'c', type, 0, 1, 1];
        BitConverter.TryWriteBytes(message.AsSpan(8), message.Length - HeaderLength);
        var decoder = new IngestDecoder();
        Assert.Throws<ProtocolException>(() => decoder.Decode(message, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProtocolException>(() => decoder.Decode(message, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    private static void Cut(byte[][] prefix, byte[] message)
    {
        int step = Math.Max(1, message.Length / Damage.SmallFrame);
        for (int length = 0; length < message.Length; length += step)
        {
            Decode(prefix, message[..length], $"cut to {length} bytes");
            if (length < HeaderLength)
                continue;
            byte[] announced = message[..length];
            BitConverter.TryWriteBytes(announced.AsSpan(8), length - HeaderLength);
            Decode(prefix, announced, $"cut to {length} bytes that the header announces");
        }
    }

    private static void Flip(byte[][] prefix, byte[] message)
    {
        byte[] damaged = [.. message];
        foreach (long bit in Damage.Flips(message, () => Head(message), SampleOfLarge))
        {
            Damage.Flip(damaged, bit);
            Decode(prefix, damaged, $"bit {bit & 7} of byte {bit >> 3} flipped");
            Damage.Flip(damaged, bit);
        }
    }

    /// <summary>Header and most of the schema of a message whose dictionary is small.</summary>
    private static bool[] Head(byte[] message) => [.. message.Select((_, i) => i < 128)];

    private static void Decode(byte[][] prefix, byte[] message, string damage)
    {
        var decoder = new IngestDecoder();
        try
        {
            foreach (byte[] earlier in prefix)
                decoder.Decode(earlier, out _);
        }
        catch (ProtocolException)
        {
            return;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            decoder.Decode(message, out _);
        }
        catch (ProtocolException)
        {
            // Refused with a status, as it should be where the damage does not make another valid message.
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"A message with {damage} (seed {Damage.Seed}): "
                + $"{e.Message}\n{Convert.ToHexStringLower(message.AsSpan(0, Math.Min(message.Length, 8192)))}", e);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= Fixed + PerByte * message.Length,
            $"A message of {message.Length} bytes with {damage} made the decoder allocate {allocated} bytes.");
    }
}
