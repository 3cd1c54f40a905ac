using QuestDb.Configuration;

namespace QuestDb.Tests.Configuration;

/// <summary>The words of the connect string that several clients spell in their own way.</summary>
public sealed class ConnectStringWordTests
{
    [Theory]
    [InlineData("auto_flush=False;", "auto_flush=off;")]
    [InlineData("auto_flush=TRUE;", "auto_flush=on;")]
    [InlineData("auto_flush_rows=OFF;auto_flush_interval=Off;", "auto_flush_rows=off;auto_flush_interval=off;")]
    [InlineData("request_durable_ack=True;", "request_durable_ack=on;")]
    [InlineData("sf_dir=d;drain_orphans=true;sf_self_sufficient=ON;", "sf_dir=d;drain_orphans=on;sf_self_sufficient=on;")]
    [InlineData("sf_dir=d;sf_durability=PERIODIC;", "sf_dir=d;sf_durability=periodic;")]
    [InlineData("failover=No;", "failover=off;")]
    [InlineData("failover=0;", "failover=off;")]
    [InlineData("failover=1;", "failover=on;")]
    [InlineData("lazy_connect=False;", "lazy_connect=off;")]
    [InlineData("initial_connect_retry=Async;", "initial_connect_retry=async;")]
    [InlineData("target=Replica;compression=ZSTD;pool_reap=Manual;", "target=replica;compression=zstd;pool_reap=manual;")]
    [InlineData("on_server_error=Terminal;", "on_server_error=terminal;")]
    public void Words_are_taken_in_any_case_and_switches_as_truths_too(string keys, string meaning) =>
        Assert.Equal(ConnectString.Parse("WS::addr=a;" + meaning) with { Endpoints = [] },
            ConnectString.Parse("ws::addr=a;" + keys) with { Endpoints = [] });

    [Theory]
    [InlineData("")]
    [InlineData("protocol_version=auto;")]
    [InlineData("protocol_version=3;max_version=1;qwp_ws_progress=Background;")]
    public void What_says_what_is_so_anyway_changes_nothing(string keys) => Assert.Equal(
        ConnectString.Parse("ws::addr=a;") with { Endpoints = [] }, ConnectString.Parse("ws::addr=a;" + keys) with { Endpoints = [] });
}
