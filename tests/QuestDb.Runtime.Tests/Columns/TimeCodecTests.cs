using QuestDb.Mapping;

namespace QuestDb.Tests.Columns;

public class TimeCodecTests
{
    private static readonly DateTime s_time = new DateTime(2026, 1, 5, 12, 34, 56, DateTimeKind.Utc).AddTicks(1_234_567);

    [Fact]
    public void Ticks_below_a_microsecond_are_floored_before_and_after_the_epoch()
    {
        Assert.Equal(0, ColumnCodec.DateTimeMicrosToWire(DateTime.UnixEpoch.AddTicks(9)));
        Assert.Equal(1, ColumnCodec.DateTimeMicrosToWire(DateTime.UnixEpoch.AddTicks(10)));
        Assert.Equal(-1, ColumnCodec.DateTimeMicrosToWire(DateTime.UnixEpoch.AddTicks(-1)));
        Assert.Equal(-2, ColumnCodec.DateTimeOffsetMicrosToWire(DateTimeOffset.UnixEpoch.AddTicks(-11)));
    }

    [Fact]
    public void Micros_come_back_as_utc()
    {
        DateTime back = ColumnCodec.DateTimeMicrosFromWire(ColumnCodec.DateTimeMicrosToWire(s_time));
        Assert.Equal(s_time.AddTicks(-7), back);
        Assert.Equal(DateTimeKind.Utc, back.Kind);
    }

    [Fact]
    public void Nanos_keep_every_tick() => Assert.Equal(s_time, ColumnCodec.DateTimeNanosFromWire(ColumnCodec.DateTimeNanosToWire(s_time)));

    [Fact]
    public void Nanos_below_a_tick_are_floored_on_reading()
    {
        Assert.Equal(DateTime.UnixEpoch, ColumnCodec.DateTimeNanosFromWire(99));
        Assert.Equal(DateTime.UnixEpoch.AddTicks(-1), ColumnCodec.DateTimeNanosFromWire(-1));
        Assert.Equal(DateTime.UnixEpoch.AddTicks(long.MinValue / 100 - 1), ColumnCodec.DateTimeNanosFromWire(long.MinValue));
    }

    [Fact]
    public void A_local_time_is_converted_and_an_unspecified_one_is_taken_as_utc()
    {
        Assert.Equal(ColumnCodec.DateTimeMicrosToWire(s_time), ColumnCodec.DateTimeMicrosToWire(s_time.ToLocalTime()));
        Assert.Equal(ColumnCodec.DateTimeMicrosToWire(s_time),
            ColumnCodec.DateTimeMicrosToWire(DateTime.SpecifyKind(s_time, DateTimeKind.Unspecified)));
    }

    [Fact]
    public void An_offset_is_taken_off()
    {
        var time = new DateTimeOffset(s_time.Ticks, TimeSpan.FromHours(2));
        Assert.Equal(time.UtcDateTime, ColumnCodec.DateTimeOffsetNanosFromWire(ColumnCodec.DateTimeOffsetNanosToWire(time)));
        Assert.Equal(TimeSpan.Zero, ColumnCodec.DateTimeOffsetMicrosFromWire(0).Offset);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1969)]
    [InlineData(1970)]
    [InlineData(9999)]
    public void A_day_survives(int year)
    {
        var day = new DateOnly(year, 12, 31);
        Assert.Equal(day, ColumnCodec.DateOnlyFromWire(ColumnCodec.DateOnlyToWire(day)));
        Assert.Equal(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds(), ColumnCodec.DateOnlyToWire(day));
    }

    [Fact]
    public void A_time_of_day_in_a_DATE_is_floored_away()
    {
        Assert.Equal(new DateOnly(1970, 1, 1), ColumnCodec.DateOnlyFromWire(86_399_999));
        Assert.Equal(new DateOnly(1969, 12, 31), ColumnCodec.DateOnlyFromWire(-1));
    }

    [Fact]
    public void The_whole_range_of_DateTime_survives_in_micros()
    {
        Assert.Equal(DateTime.MinValue, ColumnCodec.DateTimeMicrosFromWire(ColumnCodec.DateTimeMicrosToWire(DateTime.MinValue)));
        Assert.Equal(DateTime.MaxValue.AddTicks(-9),
            ColumnCodec.DateTimeMicrosFromWire(ColumnCodec.DateTimeMicrosToWire(DateTime.MaxValue)));
    }

    [Fact]
    public void What_the_other_side_cannot_hold_is_an_error()
    {
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => ColumnCodec.DateTimeMicrosFromWire(long.MaxValue)).Code);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => ColumnCodec.DateTimeMicrosFromWire(long.MinValue)).Code);
        Assert.Equal(ErrorCode.InvalidValue, Assert.Throws<QuestDbException>(() => ColumnCodec.DateOnlyFromWire(long.MaxValue)).Code);
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => ColumnCodec.DateTimeNanosToWire(new DateTime(2300, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Contains("2262", e.Message);
    }
}
