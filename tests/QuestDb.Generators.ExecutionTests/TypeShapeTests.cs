using QuestDb.Generators.ExecutionTests.Shapes;

namespace QuestDb.Generators.ExecutionTests;

public class TypeShapeTests
{
    private static readonly DateTime s_time = new(2026, 8, 1, 12, 30, 0, 123, 456, DateTimeKind.Utc);

    [Fact]
    public void Readonly_record_struct_with_positional_members_round_trips() => RoundTrips(
        new ReadonlyRecordStruct("BTC-USD", Side.Sell, 39269.98, 0.001, s_time),
        new ReadonlyRecordStruct("ETH-USD", Side.Buy, 2615.54, 1.5, s_time.AddSeconds(1)));

    [Fact]
    public void Record_struct_round_trips() => RoundTrips(new RecordStruct("BTC-USD", 1.25, new DateTimeOffset(s_time).AddTicks(7)));

    [Fact]
    public void Record_class_with_positional_and_init_members_round_trips() => RoundTrips(
        new RecordClass("a", 7, s_time) { Price = 1 },
        new RecordClass(null, null, s_time.AddMicroseconds(1)) { Price = 2 });

    [Fact]
    public void Struct_with_public_fields_round_trips() => RoundTrips(new FieldStruct { Symbol = "x", Price = 1.5f, Micros = 42 });

    [Fact]
    public void Class_with_settable_and_required_members_round_trips()
    {
        SettableClass row = Assert.Single(Loopback.RoundTrip(new SettableClass { Note = "ü", Price = 3, Timestamp = s_time }));
        Assert.Equal(("ü", 3, s_time), (row.Note, row.Price, row.Timestamp));
    }

    private static void RoundTrips<T>(params T[] rows)
        where T : Mapping.IQuestTable<T> => Assert.Equal(rows, Loopback.RoundTrip(rows));
}
