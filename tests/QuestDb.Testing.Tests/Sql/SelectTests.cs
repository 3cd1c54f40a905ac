namespace QuestDb.Testing.Tests.Sql;

public sealed class SelectTests : SqlTest
{
    [Fact]
    public void Constants_have_the_types_of_a_real_server()
    {
        var result = Query("select 1 i, 2L l, 1.5 d, 'txt' v, true b, null::long n, 'c'::char ch, cast(7 as byte) by, cast(300 as short) sh");
        Assert.Equal("i:Int l:Long d:Double v:Varchar b:Boolean n:Long ch:Char by:Byte sh:Short", Shape(result));
        Assert.Equal("1|2|1.5|txt|true||c|7|300", Text(result));
    }

    [Fact]
    public void A_created_table_is_read_back()
    {
        Execute("create table t (a int, s symbol, ts timestamp) timestamp(ts) partition by day wal");
        Execute("insert into t values (2,'y','2024-01-02'), (1,'x',0), (3,null,1000000)");
        Assert.Equal("1|x|1970-01-01T00:00:00.000000Z\n3||1970-01-01T00:00:01.000000Z\n2|y|2024-01-02T00:00:00.000000Z", Text("t"));
    }
}
