using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Generators.ExecutionTests.Shapes.@namespace;
using QuestDb.Mapping;

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
    public void Computed_property_is_no_column() => Assert.Equal(["symbol", "count", "timestamp", "price"], Columns<RecordClass>());

    [Fact]
    public void Struct_with_public_fields_round_trips() => RoundTrips(new FieldStruct { Symbol = "x", Price = 1.5f, Micros = 42 });

    [Fact]
    public void Readonly_struct_goes_through_its_constructor() => RoundTrips(new ReadonlyStruct(1.5, "XNAS", s_time));

    [Fact]
    public void Class_with_settable_and_required_members_round_trips()
    {
        SettableClass row = Assert.Single(Loopback.RoundTrip(new SettableClass { Note = "ü", Price = 3 }));
        Assert.Equal(("ü", 3, DateTime.UnixEpoch), (row.Note, row.Price, row.Timestamp));
    }

    [Fact]
    public void Row_that_is_null_is_an_error()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(new SettableClass { Price = 1 }, null!));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
    }

    [Fact]
    public void Constructor_with_the_most_matching_parameters_is_called()
    {
        SeveralConstructors row = Assert.Single(Loopback.RoundTrip(new SeveralConstructors(2.5, s_time) { Note = "kept" }));
        Assert.Equal((2.5, s_time, "kept"), (row.Open, row.Ts, row.Note));
    }

    [Fact]
    public void Primary_constructor_of_a_class_is_called_and_an_ignored_parameter_keeps_its_default()
    {
        PrimaryConstructor row = Assert.Single(Loopback.RoundTrip(new PrimaryConstructor("XNAS", s_time, depth: 9)));
        Assert.Equal(("XNAS", s_time, 5), (row.Venue, row.Ts, row.Depth));
    }

    [Fact]
    public void Required_members_are_set()
    {
        RequiredMembers[] rows = Loopback.RoundTrip(new RequiredMembers("a") { Text = "b", Ts = s_time },
            new RequiredMembers("a") { Text = "d", Ts = s_time });
        Assert.Equal([("b", s_time), ("d", s_time)], rows.Select(static row => (row.Text, row.Ts)));
        Assert.Equal("c", Assert.Single(Loopback.RoundTrip(new RequiredMembersSet("c", s_time))).Text);
    }

    [Fact]
    public void Required_member_that_is_not_public_is_a_column()
    {
        RequiredInternal[] rows = Loopback.RoundTrip(new RequiredInternal("a") { Count = 1 }, new RequiredInternal("b") { Count = 2 });
        Assert.Equal([("a", 1), ("b", 2)], rows.Select(static row => (row.Name, row.Count)));
    }

    [Fact]
    public void Null_for_a_stricter_constructor_parameter_names_the_parameter()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.RoundTrip(new RequiredInternal(null!) { Count = 1 }));
        Assert.Equal(ErrorCode.UnexpectedNull, e.Code);
        Assert.Contains("but the constructor parameter that sets string? RequiredInternal.Name is not nullable.", e.Message);
        Assert.Contains("Make the parameter nullable", e.Message);
    }

    [Fact]
    public void Members_of_base_types_come_first()
    {
        RoundTrips(new Inherited(s_time, 9) { Source = "feed", Sequence = 3 });
        Assert.Equal(["ts", "source", "sequence", "price"], Columns<Inherited>());
    }

    [Fact]
    public void Type_nested_in_a_generic_type_and_an_interface_round_trips() =>
        RoundTrips(new Nested<string>.IInner.Row(Nested<string>.Kind.Large, s_time) { Size = 5 });

    [Fact]
    public void Private_nested_type_round_trips() => Assert.Equal([1, 2], Holder.RoundTripPrivate(1, 2));

    [Fact]
    public void Type_in_the_global_namespace_round_trips() => RoundTrips(new GlobalNamespace(7));

    [Fact]
    public void Private_member_with_an_attribute_is_a_column()
    {
        Assert.Equal(["secret"], Columns<MarkedMembers>());
        Assert.Equal(7, Assert.Single(Loopback.RoundTrip(new MarkedMembers(7))).Sum());
    }

    [Fact]
    public void Names_that_are_keywords_are_escaped() => RoundTrips(new @class(@enum.@default, 1, "r") { Größe = 1.5 });

    [Fact]
    public void Enum_with_aliases_and_gaps_round_trips() => RoundTrips(
        new EnumAliases(Venue.Unknown, null, Side.Sell),
        new EnumAliases(Venue.Bnb, Venue.Binance, Side.Buy));

    [Fact]
    public void Undeclared_enum_value_is_an_error_that_names_the_enum()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(new EnumAliases((Venue)99, null, Side.Buy)));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("Venue", e.Message);
    }

    [Fact]
    public void Undeclared_value_of_a_64_bit_enum_is_not_cut_to_a_position()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(new WideEnum((Wide)(1L << 32))));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Throws<QuestDbException>(() => Loopback.Write(new EnumAliases(Venue.Bnb, null, (Side)(-1))));
    }

    [Fact]
    public void Result_rows_are_read_from_a_table_with_more_columns()
    {
        var trade = new RecordStruct("BTC-USD", 1.25, s_time);
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(trade), Schema<RecordStruct>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<QueryRow>(frame));
        Assert.Equal(ErrorCode.ResultMismatch, e.Code);

        byte[] fields = ResultFrame.FromIngest(Loopback.Write(new RecordClass("a", 7, s_time) { Price = 4 }), Schema<RecordClass>());
        Assert.Equal(8, Assert.Single(Loopback.Read<WriteOnlyRow>(fields)).Doubled());
    }

    [Fact]
    public void Strings_without_nullable_annotations_hold_null()
    {
        NullableDisabled[] rows = Loopback.RoundTrip(new NullableDisabled { Text = null, Tag = "t" },
            new NullableDisabled { Text = "x", Tag = null });
        Assert.Equal([null, "x"], rows.Select(static row => row.Text));
        Assert.Equal(["t", null], rows.Select(static row => row.Tag));
    }

    private static string[] Columns<T>()
        where T : IQuestTable<T> => [.. Schema<T>().Columns.ToArray().Select(static column => column.Name)];

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;

    private static void RoundTrips<T>(params T[] rows)
        where T : IQuestTable<T> => Assert.Equal(rows, Loopback.RoundTrip(rows));
}
