namespace QuestDb.Shared.Sql;

/// <summary>Geohashes as text: five bits a base32 character, or one bit a character.</summary>
internal static class GeoHashText
{
    private const string Alphabet = "0123456789bcdefghjkmnpqrstuvwxyz";

    /// <summary>Reads base32 characters; the precision is five times their number.</summary>
    public static bool TryParseChars(string text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 12) return false;
        foreach (char c in text)
        {
            int digit = Alphabet.IndexOf(char.ToLowerInvariant(c));
            if (digit < 0) return false;
            value = (value << 5) | (long)digit;
        }

        return true;
    }

    public static bool TryParseBits(string text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 60) return false;
        foreach (char c in text)
        {
            if (c is not ('0' or '1')) return false;
            value = (value << 1) | (long)(c - '0');
        }

        return true;
    }

    public static string Format(long value, int bits)
    {
        int perChar = bits % 5 == 0 ? 5 : 1;
        var text = new char[bits / perChar];
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & ((1 << perChar) - 1))];
            value >>= perChar;
        }

        return new string(text);
    }
}
