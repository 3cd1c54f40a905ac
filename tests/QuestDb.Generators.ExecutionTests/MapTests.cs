using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;

namespace QuestDb.Generators.ExecutionTests;

public class MapTests
{
    [Fact]
    public void Type_that_is_mapped_by_another_one_round_trips()
    {
        Foreign[] rows = [new("a", Side.Sell) { Price = 1.25m, Comment = "new", At = DateTime.UnixEpoch },
            new("b", Side.Buy) { State = 1, At = DateTime.UnixEpoch.AddSeconds(1) }];
        Foreign[] read = Loopback.Read<Foreign, ForeignMap>(ResultFrame.FromIngest(Loopback.Write<Foreign, ForeignMap>(rows),
            Schema<Foreign, ForeignMap>()));
        Assert.Equal(rows.Select(static row => (row.Name, row.Side, row.Price, row.Comment, row.At)),
            read.Select(static row => (row.Name, row.Side, row.Price, row.Comment, row.At)));
        Assert.All(read, static row => Assert.Null(row.State));
    }

    [Fact]
    public void Attributes_of_the_map_class_count()
    {
        TableSchema schema = Schema<Foreign, ForeignMap>();
        Assert.Equal("foreign", schema.TableName);
        Assert.Equal(["key", "side", "price", "comment", "at"], schema.Columns.ToArray().Select(static column => column.Name));
        Assert.Equal(4, schema.DesignatedOrdinal);
        Assert.Equal("string Foreign.Name", schema.Columns[0].Member);
    }

    [Fact]
    public void Generic_type_of_the_framework_is_read_through_a_map_class()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(new KeyedValue("a", 1.5)), Schema<KeyedValue, KeyedValue>());
        Assert.Equal(KeyValuePair.Create("a", 1.5), Assert.Single(Loopback.Read<KeyValuePair<string, double>, PairMap>(frame)));
    }

    [Fact]
    public void Null_row_is_refused() =>
        Assert.Equal(ErrorCode.InvalidValue,
            Assert.Throws<QuestDbException>(() => Loopback.Write<Foreign, ForeignMap>((Foreign)null!)).Code);

    private static TableSchema Schema<T, TMap>()
        where TMap : IQuestTable<T> => TMap.TableSchema;
}

[QuestTable("keyed", ServerTime = true)]
internal readonly partial record struct KeyedValue(string Key, double Value);
