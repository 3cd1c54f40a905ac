using System.Globalization;
using System.Runtime.InteropServices;
using CsCheck;

namespace QuestDb.Tests.Values;

public class TimestampNanosTests
{
    private const long PerSecond = 1_000_000_000;
    private static readonly DateTime s_time = new DateTime(2026, 1, 5, 12, 34, 56, DateTimeKind.Utc).AddTicks(1_234_567);

    [Theory]
    [InlineData(0L, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(-1L, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(951782400000000000L, "2000-02-29T00:00:00.000000000Z")]
    [InlineData(-2208988799999999000L, "1900-01-01T00:00:00.000001000Z")]
    [InlineData(9223372036854775807L, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(-9223372036854775807L, "1677-09-21T00:12:43.145224193Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    [InlineData(1785585600123456789L, "2026-08-01T12:00:00.123456789Z")]
    public void The_text_is_iso_8601(long value, string text) => TextForm.IsConsistent(new TimestampNanos(value), text);

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
        Assert.Equal((1_785_542_400 + secondOfDay) * PerSecond, TimestampNanos.Parse(text).Value);

    [Theory]
    [InlineData("1", 100000000)]
    [InlineData("01", 10000000)]
    [InlineData("123456", 123456000)]
    [InlineData("123456789000", 123456789)]
    public void A_fraction_may_have_fewer_digits(string fraction, long value) =>
        Assert.Equal(value, TimestampNanos.Parse($"1970-01-01T00:00:00.{fraction}Z").Value);

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
    [InlineData("2026-08-01T12:00:00.1234567891")]
    [InlineData("2262-04-11T23:47:16.854775808Z")]
    [InlineData("1677-09-21T00:12:43.145224191Z")]
    public void Other_texts_are_refused(string text) => TextForm.IsRefused<TimestampNanos>(text);

    [Fact]
    public void A_refused_text_is_named() =>
        Assert.Equal("'soon' is no timestamp: it must start with a date, such as 2026-08-01.",
            Assert.Throws<FormatException>(() => TimestampNanos.Parse("soon")).Message);

    [Fact]
    public void Every_value_survives_its_text() =>
        Gen.Long.Sample(value => TimestampNanos.Parse(new TimestampNanos(value).ToString()).Value == value);

    [Fact]
    public void The_text_agrees_with_dotnet() => Gen.DateTime[new DateTime(1678, 1, 1), new DateTime(2262, 1, 1)].Sample(time =>
        Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture) + "00Z",
            TimestampNanos.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToString()));

    [Fact]
    public void A_date_time_comes_back_as_utc()
    {
        DateTime expected = s_time;
        Assert.Equal(expected, TimestampNanos.FromDateTime(s_time).ToDateTime());
        Assert.Equal(DateTimeKind.Utc, TimestampNanos.FromDateTime(s_time).ToDateTime().Kind);
        Assert.Equal(expected, TimestampNanos.FromDateTime(s_time.ToLocalTime()).ToDateTime());
        Assert.Equal(expected, TimestampNanos.FromDateTime(DateTime.SpecifyKind(s_time, DateTimeKind.Unspecified)).ToDateTime());
        var offset = new DateTimeOffset(s_time).ToOffset(TimeSpan.FromHours(2));
        Assert.Equal(new DateTimeOffset(expected), TimestampNanos.FromDateTimeOffset(offset).ToDateTimeOffset());
        Assert.Equal(TimeSpan.Zero, TimestampNanos.FromDateTimeOffset(offset).ToDateTimeOffset().Offset);
    }

    [Fact]
    public void Nanoseconds_below_a_tick_are_floored()
    {
        Assert.Equal(DateTime.UnixEpoch, new TimestampNanos(99).ToDateTime());
        Assert.Equal(DateTime.UnixEpoch.AddTicks(-1), new TimestampNanos(-1).ToDateTime());
        Assert.Equal(-1, new TimestampNanos(-1).ToMicros().Value);
        Assert.Equal(0, new TimestampNanos(999).ToMicros().Value);
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        Invalid(() => TimestampNanos.FromDateTime(DateTime.MaxValue), "9999-12-31");
        Invalid(() => TimestampNanos.FromDateTimeOffset(DateTimeOffset.MinValue), "0001-01-01");
        Invalid(() => TimestampNanos.FromUnixSeconds(9_223_372_037), "9223372037 seconds since 1970 do not fit");
        Invalid(() => TimestampNanos.FromUnixMilliseconds(long.MinValue), "milliseconds");
        Invalid(() => TimestampNanos.FromMicros(new(9_223_372_036_854_776)), "9223372036854776 microseconds");
        Invalid(() => TimestampMicros.MinValue.ToNanos(), "microseconds");
        Invalid(() => TimestampNanos.MaxValue + TimeSpan.FromTicks(1), "9223372036854775907 nanoseconds");
        Invalid(() => TimestampNanos.MinValue - TimeSpan.MaxValue, "nanoseconds");
        Assert.Equal(9_223_372_036_854_775_000, TimestampNanos.FromMicros(new(9_223_372_036_854_775)).Value);
    }

    [Fact]
    public void Spans_are_added_and_taken_in_whole_ticks()
    {
        var time = new TimestampNanos(1_001);
        Assert.Equal(1_101, (time + TimeSpan.FromTicks(1)).Value);
        Assert.Equal(901, (time - TimeSpan.FromTicks(1)).Value);
        Assert.Equal(TimeSpan.FromTicks(10), time - new TimestampNanos(0));
        Assert.Equal(TimeSpan.FromTicks(-9), new TimestampNanos(0) - new TimestampNanos(999));
        Assert.Equal(new TimeSpan(184_467_440_737_095_516), TimestampNanos.MaxValue - TimestampNanos.MinValue);
    }

    [Fact]
    public void Unix_times_are_converted_and_floored()
    {
        Assert.Equal(2 * PerSecond, TimestampNanos.FromUnixSeconds(2).Value);
        Assert.Equal(-3 * PerSecond / 1_000, TimestampNanos.FromUnixMilliseconds(-3).Value);
        Assert.Equal(7 * PerSecond / 1_000_000, TimestampNanos.FromUnixMicroseconds(7).Value);
        Assert.Equal(9 * PerSecond, TimestampNanos.FromUnixNanoseconds(9_000_000_000).Value);
        Assert.Equal((-1, -1), (new TimestampNanos(-1).ToUnixSeconds(), new TimestampNanos(-1).ToUnixMilliseconds()));
        Assert.Equal((1, 1_999),
            (new TimestampNanos((2 * PerSecond) - 1).ToUnixSeconds(), new TimestampNanos((2 * PerSecond) - 1).ToUnixMilliseconds()));
    }

    [Fact]
    public void Now_is_the_time_of_the_provider()
    {
        var provider = new FixedTime(s_time);
        Assert.Equal(TimestampNanos.FromDateTime(s_time), TimestampNanos.Now(provider));
        Assert.InRange(TimestampNanos.Now(), TimestampNanos.FromDateTime(new DateTime(2025, 1, 1)), TimestampNanos.MaxValue);
    }

    [Fact]
    public void Times_are_ordered()
    {
        TimestampNanos early = new(-1), late = new(1);
        Assert.True(early < late && late > early && early <= late && late >= early && early != late && !(early == late));
        Assert.Equal(-1, early.CompareTo(late));
        Assert.Equal(1, ((IComparable)early).CompareTo(null));
        Assert.Throws<ArgumentException>(() => ((IComparable)early).CompareTo(1L));
        Assert.True(early.Equals((object)new TimestampNanos(-1)) && !early.Equals((object)(-1L)));
        Assert.Equal(early.GetHashCode(), new TimestampNanos(-1).GetHashCode());
        Assert.Equal(long.MinValue + 1, TimestampNanos.MinValue.Value);
        Assert.Equal(long.MaxValue, TimestampNanos.MaxValue.Value);
        Assert.Equal(0, TimestampNanos.UnixEpoch.Value);
    }

    [Fact]
    public void A_span_of_times_is_a_span_of_wire_values()
    {
        TimestampNanos[] times = [new(1), new(-2)];
        Assert.Equal([1, -2], MemoryMarshal.Cast<TimestampNanos, long>(times).ToArray());
    }

    [Fact]
    public void Formatting_and_parsing_allocate_nothing()
    {
        Assert.Equal(0, Allocations.Of(static () =>
        {
            Span<char> text = stackalloc char[40];
            Assert.True(TimestampNanos.FromDateTime(s_time).TryFormat(text, out int written));
            Assert.True(TimestampNanos.TryParse(text[..written], out TimestampNanos time));
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
