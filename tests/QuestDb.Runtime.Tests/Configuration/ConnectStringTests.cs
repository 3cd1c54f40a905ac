using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Tests.Configuration;

public class ConnectStringTests
{
    [Fact]
    public void The_defaults_are_those_of_the_reference()
    {
        ClientSettings settings = ConnectString.Parse("ws::addr=localhost;");
        Assert.Equal([new Endpoint("localhost", 9000)], settings.Endpoints);
        Assert.False(settings.Tls.Enabled);
        Assert.Equal(15_000, settings.Connection.AuthTimeout.TotalMilliseconds);
        Assert.Equal(30_000, settings.Queue.AppendDeadline.TotalMilliseconds);
        Assert.Equal(128L << 20, settings.Queue.MaxBytes);
        Assert.Equal(4 << 20, settings.Queue.SegmentBytes);
        Assert.Equal(60_000, settings.Delivery.CloseFlushTimeout.TotalMilliseconds);
        Assert.Equal(InitialConnectRetry.Off, settings.Reconnect.First);
        Assert.Equal(4, settings.Rejection.MaxPerFrame);
        Assert.True(settings.Query.InitialCredit > 0);
    }

    [Fact]
    public void The_client_names_itself_by_the_version_of_its_assembly()
    {
        string number = typeof(QuestDbClient).Assembly.GetName().Version!.ToString(3);
        Assert.Matches($@"^dotnet-questdb/{number.Replace(".", @"\.")}(-[0-9A-Za-z.-]+)?$",
            ConnectString.Parse("ws::addr=a;").Connection.ClientId);
    }

    [Theory]
    [InlineData("ws", false)]
    [InlineData("qwpws", false)]
    [InlineData("wss", true)]
    [InlineData("qwpwss", true)]
    public void Every_schema_is_known(string schema, bool tls) => Assert.Equal(tls, ConnectString.Parse($"{schema}::addr=a:1").Tls.Enabled);

    [Theory]
    [InlineData("ws::addr=a;\n")]
    [InlineData("ws::addr=a\r\n")]
    [InlineData("\uFEFFws::addr=a;")]
    [InlineData("\uFEFF \n\tws::addr=a; \n\uFEFF")]
    [InlineData("ws::addr=a\uFEFF\n\n")]
    public void A_line_end_and_a_byte_order_mark_around_the_string_are_no_part_of_it(string text)
    {
        ClientSettings settings = ConnectString.Parse(text);
        Assert.Equal([new Endpoint("a", 9000)], settings.Endpoints);
    }

    [Theory]
    [InlineData("ws::addr=a;username=u;password=p ", "p ")]
    [InlineData("ws::addr=a;username=u;password=p \n", "p ")]
    [InlineData("ws::addr=a;username=u;password=p ;\n", "p ")]
    [InlineData("ws::addr=a;username=u;password=p; \n", "p")]
    public void A_space_at_the_end_of_the_last_value_is_part_of_it(string text, string password) =>
        Assert.Equal(password, ConnectString.Parse(text).Auth.Password?.Value);

    [Theory]
    [InlineData("")]
    [InlineData(" \uFEFF\n")]
    public void A_string_with_nothing_in_it_asks_for_a_schema(string text) =>
        Assert.Contains("begins with its schema", Assert.Throws<QuestDbException>(() => ConnectString.Parse(text)).Message);

    [Fact]
    public void The_option_that_sets_frames_aside_and_another_action_in_the_string_exclude_each_other()
    {
        var options = new QuestDbOptions { Quarantine = true };
        QuestDbException e =
            Assert.Throws<QuestDbException>(() => QuestDbClient.Connect("ws::addr=127.0.0.1:1;on_server_error=terminal;", options));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.Contains("QuestDbOptions.Quarantine", e.Message);
        QuestDbClient.Connect("ws::addr=127.0.0.1:1;on_server_error=quarantine;", options).Dispose();
    }

    [Fact]
    public void Addresses_accumulate_over_both_forms()
    {
        ClientSettings settings = ConnectString.Parse("ws::addr=a:1,b;addr=[::1]:2,10.0.0.1:3;");
        Assert.Equal([new("a", 1), new("b", 9000), new("::1", 2), new("10.0.0.1", 3)], settings.Endpoints);
    }

    [Fact]
    public void A_doubled_semicolon_is_one_in_the_value()
    {
        ClientSettings settings = ConnectString.Parse("ws::addr=a;username=admin;password=p;;ssw;;rd;");
        Assert.Equal("p;ssw;rd", settings.Auth.Password?.Value);
    }

    [Theory]
    [InlineData("65536", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("64KB", 65_536)]
    [InlineData("1m", 1 << 20)]
    [InlineData("1gb", 1 << 30)]
    public void Sizes_take_suffixes(string text, long bytes) =>
        Assert.Equal(bytes, ConnectString.Parse($"ws::addr=a;initial_credit={text};").Query.InitialCredit);

    [Fact]
    public void A_reconnect_key_turns_retries_of_the_first_connect_on_unless_they_are_off()
    {
        Assert.Equal(InitialConnectRetry.On, ConnectString.Parse("ws::addr=a;reconnect_max_backoff_millis=10;").Reconnect.First);
        Assert.Equal(InitialConnectRetry.Off,
            ConnectString.Parse("ws::addr=a;reconnect_max_backoff_millis=10;initial_connect_retry=off;").Reconnect.First);
        Assert.Equal(InitialConnectRetry.Async, ConnectString.Parse("ws::addr=a;initial_connect_retry=async;").Reconnect.First);
    }

    [Fact]
    public void Queries_run_with_a_credit_window_and_four_batches_by_default()
    {
        ClientSettings settings = ConnectString.Parse("ws::addr=a;");
        Assert.Equal((8 * 1024 * 1024, 4, (int?)null),
            (settings.Query.InitialCredit, settings.Query.BufferPoolSize, settings.Query.MaxBatchRows));
        settings = ConnectString.Parse("ws::addr=a;initial_credit=0;buffer_pool_size=1;max_batch_rows=1048576;");
        Assert.Equal((0, 1, 1_048_576), (settings.Query.InitialCredit, settings.Query.BufferPoolSize, settings.Query.MaxBatchRows));
    }

    [Fact]
    public void Compression_asks_for_its_level()
    {
        Assert.Null(ConnectString.Parse("ws::addr=a;").Query.AcceptEncoding);
        Assert.Equal("zstd;level=3", ConnectString.Parse("ws::addr=a;compression=zstd;compression_level=3;").Query.AcceptEncoding);
        Assert.Equal("zstd;level=3, raw", ConnectString.Parse("ws::addr=a;compression_level=3;compression=auto;").Query.AcceptEncoding);
    }

    [Theory]
    [InlineData("localhost:9000", "schema")]
    [InlineData("http::addr=a;", "http")]
    [InlineData("ws::username=a;password=b;", "addr")]
    [InlineData("ws::addr=a;nope=1;", "nope")]
    [InlineData("ws::addr=a;Token=1;", "Token")]
    [InlineData("ws::addr=a,a:9000;", "a:9000")]
    [InlineData("ws::addr=a,,b;", "addr")]
    [InlineData("ws::addr=a:0;", "a:0")]
    [InlineData("ws::addr=a:65536;", "a:65536")]
    [InlineData("ws::addr=a;client_id=;", "client_id")]
    [InlineData("ws::addr=a;client_id;", "client_i")]
    [InlineData("ws::addr=a;token=t;token=u;", "token")]
    [InlineData("ws::addr=a;token=t;username=u;password=p;", "username")]
    [InlineData("ws::addr=a;username=u;", "password")]
    [InlineData("ws::addr=a;user=u;username=v;password=p;", "username")]
    [InlineData("ws::addr=a;tls_verify=unsafe_off;", "wss")]
    [InlineData("wss::addr=a;tls_verify=off;", "tls_verify")]
    [InlineData("wss::addr=a;tls_verify=unsafe_off;tls_roots=x;", "tls_roots")]
    [InlineData("wss::addr=a;tls_roots_password=x;", "tls_roots_password")]
    [InlineData("ws::addr=a;auth_timeout_ms=0;", "auth_timeout_ms")]
    [InlineData("ws::addr=a;auth_timeout_ms=1s;", "auth_timeout_ms")]
    [InlineData("ws::addr=a;initial_credit=5b;", "initial_credit")]
    [InlineData("ws::addr=a;initial_credit=-1;", "initial_credit")]
    [InlineData("ws::addr=a;initial_credit=9999999t;", "initial_credit")]
    [InlineData("ws::addr=a;sf_max_total_bytes=64k;", "sf_max_total_bytes")]
    [InlineData("ws::addr=a;max_batch_rows=0;", "max_batch_rows")]
    [InlineData("ws::addr=a;max_batch_rows=1048577;", "max_batch_rows")]
    [InlineData("ws::addr=a;buffer_pool_size=0;", "buffer_pool_size")]
    [InlineData("ws::addr=a;buffer_pool_size=1025;", "buffer_pool_size")]
    [InlineData("ws::addr=a;compression=gzip;", "compression")]
    [InlineData("ws::addr=a;compression_level=0;", "compression_level")]
    [InlineData("ws::addr=a;compression_level=23;", "compression_level")]
    [InlineData("ws::addr=a;query_close_timeout_ms=0;", "query_close_timeout_ms")]
    [InlineData("ws::addr=a;query_pool_max=0;", "query_pool_max")]
    [InlineData("ws::addr=a;client_id=a\tb;", "client_id")]
    public void A_mistake_is_one_error_that_names_the_culprit(string text, string culprit)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => QuestDbClient.Connect(text));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.Contains(culprit, e.Message);
    }

    [Theory]
    [InlineData("ws::addr=a;username=u;password=s3cret\u0001;")]
    [InlineData("ws::addr=a;token=s3cret;password=s3cret;")]
    [InlineData("ws::addr=a;token=s3cret;token=s3cret;")]
    [InlineData("ws::addr=a;username=u;password=half;s3cret;")]
    [InlineData("ws::addr=a;username=u;password=half;s3cret!=x;")]
    [InlineData("token=s3cret;addr=[::1]:9000;")]
    [InlineData("ws::addr=joe:s3cret@localhost:9000;")]
    [InlineData("ws::addr=localhost:9000,token=s3cret;")]
    [InlineData("ws::addr=a;auto_flush_rows=5,token=s3cret;")]
    [InlineData("ws::addr=a;sf_max_total_bytes=5g token=s3cret;")]
    [InlineData("wss::addr=a;tls_verify=on token=s3cret;")]
    public void No_error_shows_a_secret(string text)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => ConnectString.Parse(text));
        Assert.DoesNotContain("s3cret", e.ToString());
    }

    [Fact]
    public void Settings_as_text_show_no_secret()
    {
        string text = ConnectString.Parse("wss::addr=a:1,b:2;username=admin;password=s3cret;").ToString();
        Assert.Equal("wss::addr=a:1,b:2;", text);
    }
}
