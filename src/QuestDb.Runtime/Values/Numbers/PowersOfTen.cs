namespace QuestDb.Values.Numbers;

/// <summary>10^0 to 10^76, the limit of DECIMAL's digits.</summary>
internal static class PowersOfTen
{
    public const int MaxExponent = 76;

    /// <summary>The largest power that fits one word.</summary>
    public const int MaxWordExponent = 19;

    private static readonly Long256[] s_powers = Compute();

    public static ref readonly Long256 Of(int exponent) => ref s_powers[exponent];

    public static ulong Word(int exponent) => s_powers[exponent].Word0;

    private static Long256[] Compute()
    {
        var powers = new Long256[MaxExponent + 1];
        powers[0] = 1UL;
        for (int i = 1; i < powers.Length; i++) _ = powers[i - 1].TryMultiply(10, out powers[i]);
        return powers;
    }
}
