namespace QuestDb.TestSupport;

/// <summary>
/// The ways in which a frame is damaged: every single bit flipped where the frame is small, every bit of its structure and
/// seeded others where it is not. Where the structure itself is large, as a dictionary of thousands of lengths, the default run
/// takes a seeded sample of it; QUESTDB_FUZZ_FULL=1 takes all.
/// </summary>
public static class Damage
{
    /// <summary>The same damage on every run; in the message of every failure.</summary>
    public const int Seed = 20261122;

    /// <summary>Frames up to this length have every bit flipped.</summary>
    public const int SmallFrame = 4096;

    /// <summary>Flips of a large frame outside its structure.</summary>
    public const int SeededFlips = 10_000;

    private static readonly bool s_full = Environment.GetEnvironmentVariable("QUESTDB_FUZZ_FULL") == "1";

    /// <summary>The bits to flip, counted from the first bit of the frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isStructure">Per byte, whether it is header, schema or a length; asked for large frames only.</param>
    /// <param name="sample">How many bits of a large frame's structure, and how many others, the default run takes at most.</param>
    public static IEnumerable<long> Flips(byte[] frame, Func<bool[]> isStructure, int sample = SeededFlips) =>
        frame.Length <= SmallFrame
            ? Enumerable.Range(0, frame.Length * 8).Select(bit => (long)bit)
            : LargeFlips(frame, isStructure(), sample);

    public static void Flip(byte[] frame, long bit) => frame[bit >> 3] ^= (byte)(1 << (int)(bit & 7));

    private static IEnumerable<long> LargeFlips(byte[] frame, bool[] isStructure, int sample)
    {
        var random = new Random(Seed);
        long[] structure = [.. Enumerable.Range(0, frame.Length).Where(i => isStructure[i])
            .SelectMany(i => Enumerable.Range(0, 8).Select(b => i * 8L + b))];
        bool all = s_full || structure.Length <= sample;
        return (all ? structure : random.GetItems(structure, sample))
            .Concat(Enumerable.Range(0, s_full ? SeededFlips : sample).Select(_ => random.NextInt64(frame.Length * 8L)));
    }
}
