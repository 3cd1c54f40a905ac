using CsCheck;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Values;

public class GeoHashTests
{
    private static readonly Gen<GeoHash> s_any = Gen.Select(Gen.Long, Gen.Int[1, 60],
        static (value, bits) => new GeoHash(value & ((1L << bits) - 1), bits));

    [VectorFact]
    public void Texts_are_those_that_QuestDB_prints()
    {
        IReadOnlyCollection<(int Bits, string Text)> texts = VectorTexts.Of("GEOHASH", "precision_bits");
        Assert.True(texts.Select(static text => text.Bits).Distinct().Count() >= 9);
        foreach ((int bits, string text) in texts)
        {
            GeoHash value = GeoHash.Parse(text, bits);
            Assert.Equal(bits, value.Bits);
            TextForm.IsWritten(value, text);
        }
    }

    [Theory]
    [InlineData("u33d", 20, 0b11010_00011_00011_01100)]
    [InlineData("#U33D", 20, 0b11010_00011_00011_01100)]
    [InlineData("##10101", 5, 0b10101)]
    [InlineData("##1", 1, 1)]
    [InlineData("0001", 20, 1)]
    [InlineData(" zzzzzzzzzzzz ", 60, (1L << 60) - 1)]
    [InlineData("1000000000001", 13, 0x1001)]
    public void Base32_and_binary_texts_are_read(string text, int bits, long value) =>
        Assert.Equal(new GeoHash(value, bits), GeoHash.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("##")]
    [InlineData("a")]
    [InlineData("i")]
    [InlineData("l")]
    [InlineData("o")]
    [InlineData("ⅰ")]
    [InlineData("##2")]
    [InlineData("##10102")]
    [InlineData("###1")]
    [InlineData("zzzzzzzzzzzzz")]
    [InlineData("#zzzzzzzzzzzzz")]
    [InlineData("##1111111111111111111111111111111111111111111111111111111111111")]
    public void Other_texts_are_refused(string? text) => TextForm.IsRefused<GeoHash>(text);

    [Theory]
    [InlineData("u33d", 19)]
    [InlineData("u33d", 15)]
    [InlineData("0101", 5)]
    [InlineData("012", 3)]
    [InlineData("", 1)]
    public void A_text_of_another_precision_is_refused(string text, int bits)
    {
        Assert.False(GeoHash.TryParse(text, bits, out GeoHash value));
        Assert.Equal(default, value);
        Assert.Contains($"of {bits} bits", Assert.Throws<FormatException>(() => GeoHash.Parse(text, bits)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_survives_its_text() => s_any.Sample(static value =>
    {
        Assert.Equal(value, GeoHash.Parse(value.ToString(), value.Bits));
        Assert.Equal(value.Bits % 5 == 0 ? value.Bits / 5 : value.Bits, value.ToString().Length);
    });

    [Fact]
    public void Characters_survive() => Gen.Char["0123456789bcdefghjkmnpqrstuvwxyz"].Array[1, 12].Sample(static characters =>
        TextForm.IsConsistent(GeoHash.Parse(characters), new string(characters)));

    // The cells that QuestDB's make_geohash(longitude, latitude, bits) gives.
    [Theory]
    [InlineData(-12.90604153, 142.89124148, 40, "rjtwedd0")]
    [InlineData(-12.90604153, 142.89124148, 7, "1011110")]
    [InlineData(52.5, 13.4, 23, "11010000110001101100010")]
    [InlineData(0, 0, 1, "1")]
    [InlineData(-90, -180, 60, "000000000000")]
    [InlineData(90, 180, 60, "zzzzzzzzzzzz")]
    [InlineData(90, 180, 8, "11111111")]
    [InlineData(-90, 180, 2, "10")]
    [InlineData(90, -180, 2, "01")]
    public void Coordinates_give_a_cell(double latitude, double longitude, int bits, string text) =>
        Assert.Equal(text, GeoHash.FromCoordinates(latitude, longitude, bits).ToString());

    [Theory]
    [InlineData("##1", 0, 90)]
    [InlineData("##0", 0, -90)]
    [InlineData("##11", 45, 90)]
    [InlineData("##011", 45, -45)]
    public void The_centre_of_a_cell(string text, double latitude, double longitude) =>
        Assert.Equal((latitude, longitude), GeoHash.Parse(text).ToCoordinates());

    [Fact]
    public void The_centre_lies_in_the_cell() => s_any.Sample(static value =>
    {
        (double latitude, double longitude) = value.ToCoordinates();
        Assert.Equal(value, GeoHash.FromCoordinates(latitude, longitude, value.Bits));
    });

    [Fact]
    public void A_place_is_at_most_half_a_cell_from_the_centre() =>
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Int[1, 60]).Sample(static (latitude, longitude, bits) =>
        {
            (double centreLatitude, double centreLongitude) = GeoHash.FromCoordinates(latitude, longitude, bits).ToCoordinates();
            Assert.InRange(Math.Abs(latitude - centreLatitude), 0, (90.0 / (1L << (bits / 2))) + 1e-12);
            Assert.InRange(Math.Abs(longitude - centreLongitude), 0, (180.0 / (1L << ((bits + 1) / 2))) + 1e-12);
        });

    [Fact]
    public void Truncating_keeps_the_larger_cell() => Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Int[1, 60], Gen.Int[1, 60])
        .Sample(static (latitude, longitude, a, b) =>
            GeoHash.FromCoordinates(latitude, longitude, Math.Max(a, b)).Truncate(Math.Min(a, b))
                == GeoHash.FromCoordinates(latitude, longitude, Math.Min(a, b)));

    [Fact]
    public void What_is_out_of_range_is_an_error()
    {
        Invalid(static () => new GeoHash(0, 0), "1 to 60 bits, not 0");
        Invalid(static () => new GeoHash(0, 61), "not 61");
        Invalid(static () => new GeoHash(32, 5), "0x20 has more than the 5 bits");
        Invalid(static () => new GeoHash(-1, 60), "60 bits");
        Invalid(static () => new GeoHash(1, 5).Truncate(6), "5 bits can't be truncated to 6");
        Invalid(static () => new GeoHash(1, 5).Truncate(0), "to 0");
        Invalid(static () => default(GeoHash).ToCoordinates(), "not 0");
        Invalid(static () => GeoHash.FromCoordinates(90.1, 0, 5), "latitude 90.1");
        Invalid(static () => GeoHash.FromCoordinates(0, -180.5, 5), "longitude -180.5");
        Invalid(static () => GeoHash.FromCoordinates(double.NaN, 0, 5), "latitude NaN");
        Invalid(static () => GeoHash.FromCoordinates(0, 0, 61), "not 61");
        Invalid(static () => GeoHash.Parse("z", 0), "not 0");

        static void Invalid<T>(Func<T> call, string part)
        {
            QuestDbException error = Assert.Throws<QuestDbException>(() => { call(); });
            Assert.Equal(ErrorCode.InvalidValue, error.Code);
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Precision_is_part_of_the_value()
    {
        Assert.True(new GeoHash(1, 5) == new GeoHash(1, 5) && new GeoHash(1, 5) != new GeoHash(1, 6)
            && new GeoHash(1, 5) != new GeoHash(2, 5));
        Assert.True(new GeoHash(1, 5).Equals((object)new GeoHash(1, 5)) && !new GeoHash(1, 5).Equals((object)1));
        Assert.NotEqual(new GeoHash(1, 5).GetHashCode(), new GeoHash(1, 6).GetHashCode());
        Assert.Equal(("", 0), (default(GeoHash).ToString(), default(GeoHash).Bits));
    }

    [Fact]
    public void Formatting_parsing_and_coordinates_allocate_nothing() => Assert.Equal(0, Allocations.Of(static () =>
    {
        Span<char> text = stackalloc char[60];
        GeoHash value = GeoHash.FromCoordinates(52.5, 13.4, 59);
        Assert.True(value.TryFormat(text, out int written));
        Assert.True(GeoHash.TryParse(text[..written], 59, out GeoHash parsed));
        if (parsed != value || parsed.ToCoordinates().Latitude < 52) throw new InvalidOperationException();
    }));
}
