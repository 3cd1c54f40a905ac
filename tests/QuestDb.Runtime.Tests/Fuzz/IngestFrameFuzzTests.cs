using QuestDb.Decoders.Frames;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Fuzz;

/// <summary>
/// Damaged ingest frames, as a broken store or a foreign client may leave them: a clean error or other rows, never anything else,
/// and never more memory than the frame can hold.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class IngestFrameFuzzTests
{
    // An error with its stack trace and message, and the small arrays that a decoder begins with.
    private const long Fixed = 64 * 1024;

    // A table takes six bytes of the frame and is a batch with its columns; a value in a bit stream takes one bit.
    private const long PerByte = 256;

    private const int SampleOfLarge = 500;

    public static TheoryData<string> Cases => [.. IngressVector.Names.Where(n => IngressVector.Load(n).Kind == "positive")];

    [VectorTheory, MemberData(nameof(Cases))]
    public void Damaged_frames_are_refused_or_decoded(string vector)
    {
        var known = new List<byte[]>();
        foreach (byte[] message in IngressVector.Load(vector).Messages.Where(m => m.Length > 0))
        {
            Assert.True(Survives(known, message, "no damage"));
            Cut(known, message);
            byte[] damaged = [.. message];
            foreach (long bit in Damage.Flips(message, () => new bool[message.Length], SampleOfLarge))
            {
                Damage.Flip(damaged, bit);
                Survives(known, damaged, $"bit {bit & 7} of byte {bit >> 3} flipped (seed {Damage.Seed})");
                Damage.Flip(damaged, bit);
            }

            known.Add(message);
        }
    }

    private static void Cut(List<byte[]> known, byte[] message)
    {
        int step = message.Length <= Damage.SmallFrame ? 1 : message.Length / SampleOfLarge;
        for (int length = 1; length < message.Length; length += step)
        {
            byte[] cut = message[..length];
            Assert.False(Survives(known, cut, $"cut to {length} bytes"), $"A frame cut to {length} bytes is decoded.");
            if (length <= QwpConstants.HeaderLength) continue;
            FuzzFrame.SetPayloadLength(cut);
            Assert.False(Survives(known, cut, $"cut to {length} bytes that the header announces"),
                $"A frame cut to {length} bytes, which the header announces, is decoded.");
        }
    }

    /// <summary>Reads the frames before and then the frame: true, or false for a clean error.</summary>
    private static bool Survives(List<byte[]> known, byte[] frame, string damage)
    {
        var reader = new IngestFrameReader();
        foreach (byte[] before in known) reader.Read(before);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            List<IngestTable> tables = reader.Read(frame);
            long used = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (used > Fixed + (PerByte * (frame.Length + reader.SymbolCount)))
            {
                throw new InvalidOperationException($"{used} bytes were allocated for a frame of {frame.Length} bytes.");
            }

            foreach (IngestTable table in tables) BatchTouch.Touch(table.Batch);
            return true;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ProtocolError)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"A frame with {damage}: {e.Message}\n{Convert.ToHexStringLower(frame.AsSpan(0, Math.Min(frame.Length, 8192)))}", e);
        }
    }
}
