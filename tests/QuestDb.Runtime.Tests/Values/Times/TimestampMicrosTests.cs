using System.Globalization;
using System.Runtime.InteropServices;
using CsCheck;

namespace QuestDb.Tests.Values;

public class TimestampMicrosTests
{
    private const long PerSecond = 1_000_000;
    private static readonly DateTime s_time = new DateTime(2026, 1, 5, 12, 34, 56, DateTimeKind.Utc).AddTicks(1_234_567);

    [Theory]
    [InlineData(0L, "1970-01-01T00:00:00.000000Z")]
    [InlineData(-1L, "1969-12-31T23:59:59.999999Z")]
    [InlineData(951782400000000L, "2000-02-29T00:00:00.000000Z")]
    [InlineData(-2208988799999999L, "1900-01-01T00:00:00.000001Z")]
    [InlineData(9223372036854775807L, "294247-01-10T04:00:54.775807Z")]
    [InlineData(-9223372036854775807L, "-290308-12-21T19:59:05.224193Z")]
    [InlineData(253402300800000000L, "10000-01-01T00:00:00.000000Z")]
    [InlineData(-62135596800000001L, "0000-12-31T23:59:59.999999Z")]
    [InlineData(1785585600123456L, "2026-08-01T12:00:00.123456Z")]
    public void The_text_is_iso_8601(long value, string text) => TextForm.IsConsistent(new TimestampMicros(value), text);

    [Theory]
    [InlineData("2026-08-01", 0)]
    [InlineData(" 2026-08-01T12:00 ", 43_200)]
    [InlineData("2026-08-01t12:00z", 43_200)]
    [InlineData("2026-08-01 12:00:01", 43_201)]
    [InlineData("2026-08-01T12:00:01.0000000000Z", 43_201)]
    [InlineData("2026-08-01T12:00:00+02:00", 36_000)]
    [InlineData("2026-08-01T12:00:00-0230", 52_200)]
    [InlineData("2026-08-01T01:00:00+02", -3_600)]
    public void Shorter_texts_and_offsets_are_read(string text, long secondOfDay) =>
        Assert.Equal((1_785_542_400 + secondOfDay) * PerSecond, TimestampMicros.Parse(text).Value);

    [Theory]
    [InlineData("1", 100000)]
    [InlineData("01", 10000)]
    [InlineData("123456", 123456)]
    [InlineData("123456000", 123456)]
    public void A_fraction_may_have_fewer_digits(string fraction, long value) =>
        Assert.Equal(value, TimestampMicros.Parse($"1970-01-01T00:00:00.{fraction}Z").Value);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("2026")]
    [InlineData("2026-08")]
    [InlineData("2026-8-01")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-01")]
    [InlineData("2026-02-29")]
    [InlineData("2026-08-32")]
    [InlineData("2026-08-00")]
    [InlineData("2026-08-01T")]
    [InlineData("2026-08-01T24:00")]
    [InlineData("2026-08-01T12")]
    [InlineData("2026-08-01T12:60")]
    [InlineData("2026-08-01T12:00:60")]
    [InlineData("2026-08-01T12:00:00.")]
    [InlineData("2026-08-01T12:00:00Zx")]
    [InlineData("2026-08-01T12:00+")]
    [InlineData("2026-08-01T12:00+1")]
    [InlineData("2026-08-01T12:00+01:6")]
    [InlineData("2026-08-01T12:00+24:00")]
    [InlineData("2026-08-01Z")]
    [InlineData("+2026-08-01")]
    [InlineData("9999999-01-01")]
    [InlineData("999999-01-01")]
    [InlineData("2026-08-01T12:00:00.1234561")]
    [InlineData("294247-01-10T04:00:54.775808Z")]
    [InlineData("-290308-12-21T19:59:05.224191Z")]
    public void Other_texts_are_refused(string text) => TextForm.IsRefused<TimestampMicros>(text);

    [Fact]
    public void A_refused_text_is_named() =>
        Assert.Equal("'soon' is no timestamp: it must start with a date, such as 2026-08-01.",
            Assert.Throws<FormatException>(() => TimestampMicros.Parse("soon")).Message);

    [Fact]
    public void Every_value_survives_its_text() =>
        Gen.Long.Sample(value => TimestampMicros.Parse(new TimestampMicros(value).ToString()).Value == value);

    [Fact]
    public void The_text_agrees_with_dotnet() => Gen.DateTime[new DateTime(1, 1, 1), new DateTime(9999, 1, 1)].Sample(time =>
        Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture) + "Z",
            TimestampMicros.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToString()));

    [Fact]
    public void A_date_time_comes_back_as_utc_without_its_last_tick()
    {
        DateTime expected = s_time.AddTicks(-7);
        Assert.Equal(expected, TimestampMicros.FromDateTime(s_time).ToDateTime());
        Assert.Equal(DateTimeKind.Utc, TimestampMicros.FromDateTime(s_time).ToDateTime().Kind);
        Assert.Equal(expected, TimestampMicros.FromDateTime(s_time.ToLocalTime()).ToDateTime());
        Assert.Equal(expected, TimestampMicros.FromDateTime(DateTime.SpecifyKind(s_time, DateTimeKind.Unspecified)).ToDateTime());
        var offset = new DateTimeOffset(s_time).ToOffset(TimeSpan.FromHours(2));
        Assert.Equal(new DateTimeOffset(expected), TimestampMicros.FromDateTimeOffset(offset).ToDateTimeOffset());
        Assert.Equal(TimeSpan.Zero, TimestampMicros.FromDateTimeOffset(offset).ToDateTimeOffset().Offset);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Invalid(() => TimestampMicros.MaxValue.ToDateTime(), "9223372036854775807");
        Invalid(() => TimestampMicros.MinValue.ToDateTimeOffset(), "outside the years 1 to 9999");
        Invalid(() => TimestampMicros.FromUnixSeconds(9_223_372_036_855), "9223372036855 seconds since 1970 do not fit");
        Invalid(() => TimestampMicros.FromUnixMilliseconds(long.MinValue), "milliseconds");
        Invalid(() => TimestampMicros.MaxValue.ToNanos(), "microseconds");
        Invalid(() => TimestampMicros.MaxValue + TimeSpan.FromTicks(10), "9223372036854775808 microseconds");
        Invalid(() => TimestampMicros.MinValue - TimeSpan.MaxValue, "microseconds");
        Invalid(() => TimestampMicros.MaxValue - TimestampMicros.MinValue, "does not fit a TimeSpan");
    }

    [Fact]
    public void Nanoseconds_are_floored()
    {
        Assert.Equal(-1, TimestampMicros.FromUnixNanoseconds(-1).Value);
        Assert.Equal(1, TimestampMicros.FromNanos(new(1_999)).Value);
        Assert.Equal(1_000, new TimestampMicros(1).ToNanos().Value);
    }

    [Fact]
    public void Spans_are_added_and_floored()
    {
        var time = new TimestampMicros(5);
        Assert.Equal(6, (time + TimeSpan.FromTicks(19)).Value);
        Assert.Equal(3, (time - TimeSpan.FromTicks(11)).Value);
        Assert.Equal(-1, (default(TimestampMicros) - TimeSpan.FromTicks(1)).Value);
        Assert.Equal(TimeSpan.FromMicroseconds(-5), default(TimestampMicros) - time);
        Assert.Equal(TimestampMicros.MaxValue, TimestampMicros.MaxValue + TimeSpan.FromTicks(9));
    }

    [Fact]
    public void Unix_times_are_converted_and_floored()
    {
        Assert.Equal(2 * PerSecond, TimestampMicros.FromUnixSeconds(2).Value);
        Assert.Equal(-3 * PerSecond / 1_000, TimestampMicros.FromUnixMilliseconds(-3).Value);
        Assert.Equal(7 * PerSecond / 1_000_000, TimestampMicros.FromUnixMicroseconds(7).Value);
        Assert.Equal(9 * PerSecond, TimestampMicros.FromUnixNanoseconds(9_000_000_000).Value);
        Assert.Equal((-1, -1), (new TimestampMicros(-1).ToUnixSeconds(), new TimestampMicros(-1).ToUnixMilliseconds()));
        Assert.Equal((1, 1_999),
            (new TimestampMicros((2 * PerSecond) - 1).ToUnixSeconds(), new TimestampMicros((2 * PerSecond) - 1).ToUnixMilliseconds()));
    }

    [Fact]
    public void Now_is_the_time_of_the_provider()
    {
        var provider = new FixedTime(s_time);
        Assert.Equal(TimestampMicros.FromDateTime(s_time), TimestampMicros.Now(provider));
        Assert.InRange(TimestampMicros.Now(), TimestampMicros.FromDateTime(new DateTime(2025, 1, 1)), TimestampMicros.MaxValue);
    }

    [Fact]
    public void Times_are_ordered()
    {
        TimestampMicros early = new(-1), late = new(1);
        Assert.True(early < late && late > early && early <= late && late >= early && early != late && !(early == late));
        Assert.Equal(-1, early.CompareTo(late));
        Assert.Equal(1, ((IComparable)early).CompareTo(null));
        Assert.Throws<ArgumentException>(() => ((IComparable)early).CompareTo(1L));
        Assert.True(early.Equals((object)new TimestampMicros(-1)) && !early.Equals((object)(-1L)));
        Assert.Equal(early.GetHashCode(), new TimestampMicros(-1).GetHashCode());
        Assert.Equal(long.MinValue + 1, TimestampMicros.MinValue.Value);
        Assert.Equal(long.MaxValue, TimestampMicros.MaxValue.Value);
        Assert.Equal(0, TimestampMicros.UnixEpoch.Value);
    }

    [Fact]
    public void A_span_of_times_is_a_span_of_wire_values()
    {
        TimestampMicros[] times = [new(1), new(-2)];
        Assert.Equal([1, -2], MemoryMarshal.Cast<TimestampMicros, long>(times).ToArray());
    }

    [Fact]
    public void Formatting_and_parsing_allocate_nothing()
    {
        Assert.Equal(0, Allocations.Of(static () =>
        {
            Span<char> text = stackalloc char[40];
            Assert.True(TimestampMicros.FromDateTime(s_time).TryFormat(text, out int written));
            Assert.True(TimestampMicros.TryParse(text[..written], out TimestampMicros time));
            if (time.ToDateTime() > s_time || time - TimeSpan.FromDays(1) > time) throw new InvalidOperationException();
        }));
    }

    private static void Invalid<TResult>(Func<TResult> call, string part)
    {
        QuestDbException error = Assert.Throws<QuestDbException>(() => { call(); });
        Assert.Equal(ErrorCode.InvalidValue, error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
