using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Tests.Configuration;

/// <summary>
/// Every key of the connect string: its bad values, a second one, none, and what it excludes. Each error names the key; the next
/// connect string is parsed as if nothing had been.
/// </summary>
public sealed class ConnectStringKeyTests
{
    private const string Millis = "1 to 2147483647";

    /// <summary>
    /// A key, what stands around it, a good value that changes the settings, and bad values with what the error says of them.
    /// </summary>
    private sealed record Case(string Key, string Good, string[] Bad, string Says = "", string Around = "ws::addr=a;")
    {
        /// <summary>The only value that is taken is the default.</summary>
        public bool IsFixed { get; init; }

        public string With(string value) => $"{Around}{Key}={value};";
    }

    private static readonly Dictionary<string, Case> s_cases = new Case[]
    {
        new("username", "u", ["a:b"], "':'", "ws::addr=a;password=p;"),
        new("user", "u", ["a:b"], "':'", "ws::addr=a;password=p;"),
        new("password", "p", [], "", "ws::addr=a;username=u;"),
        new("pass", "p", [], "", "ws::addr=a;username=u;"),
        new("token", "t", ["é"], "a character at place 1"),
        new("client_id", "c/1", ["é"], "U+00E9"),
        Time("auth_timeout_ms", 1),
        Time("auth_timeout", 1),
        new("max_version", "1", ["0", "2", "-1", "v1"], "1 to 1") { IsFixed = true },
        new("protocol_version", "auto", ["0", "4", "v1"], "one of auto, 1, 2, 3") { IsFixed = true },
        new("qwp_ws_progress", "background", ["manual", "on"], "one of background") { IsFixed = true },
        new("path", "/p", ["p", "/a b", "/a#b", "/é", "read/v1"], ""),
        Time("connect_timeout", 1),
        new("tls_verify", "unsafe_off", ["off", "true"], "one of on, unsafe_off", "wss::addr=a;"),
        new("tls_ca", "webpki_roots", ["system", "roots"], "one of os_roots, webpki_roots, webpki_and_os_roots, pem_file",
            "wss::addr=a;"),
        new("tls_roots", "f", [], "", "wss::addr=a;"),
        new("tls_roots_password", "p", [], "", "wss::addr=a;tls_roots=f;"),
        new("sf_max_segment_bytes", "128k", ["65535", "1073741825", "-1", "1x", "64kk", "b", "k"], "65536 to 1073741824 bytes"),
        new("sf_max_bytes", "128k", ["65535", "2g", "-1", "1.5m"], "65536 to 1073741824 bytes"),
        new("sf_max_total_bytes", "1g", ["65535", "1025g", "99999999999999999999", "9999999t", "big"], "65536 to 1099511627776 bytes"),
        Time("sf_append_deadline_millis", 0),
        new("sf_dir", "d", []),
        new("sender_id", "a-B_9", ["a.b", "a/b", "a b", "é"], "letters, digits, '_' and '-'"),
        new("sf_durability", "periodic", ["always", "flush", "Append"], "", "ws::addr=a;sf_dir=d;"),
        Time("sf_sync_interval_millis", 1) with { Around = "ws::addr=a;sf_dir=d;sf_durability=periodic;" },
        new("sf_self_sufficient", "on", ["yes", "1"], "one of on, true, off, false", "ws::addr=a;sf_dir=d;"),
        new("drain_orphans", "on", ["yes", "1"], "one of on, true, off, false", "ws::addr=a;sf_dir=d;"),
        Number("max_background_drainers", 1, 1_000),
        Time("reconnect_initial_backoff_millis", 1),
        Time("reconnect_max_backoff_millis", 1, good: "7000"),
        Time("reconnect_max_duration_millis", 1),
        new("initial_connect_retry", "async", ["maybe", "1"], "one of off, false, on, sync, true, async"),
        Number("max_frame_rejections", 1, int.MaxValue),
        Action("on_server_error"),
        Action("on_schema_error"),
        Action("on_parse_error"),
        Action("on_internal_error"),
        Action("on_security_error"),
        Action("on_write_error"),
        Time("poison_min_escalation_window_millis", 0),
        Time("catch_up_cap_gap_min_escalation_window_millis", 0),
        new("request_durable_ack", "on", ["yes", "1"], "one of on, true, off, false"),
        new("durable_ack_keepalive_interval_millis", "0", ["x", "2147483648"], "-2147483648 to 2147483647"),
        new("transaction", "off", ["on"], "a flush is queued as a whole") { IsFixed = true },
        Time("close_flush_timeout_millis", -1),
        new("auto_flush", "off", ["no", "0"], "one of on, true, off, false"),
        Number("auto_flush_rows", 1, 1_000_000),
        new("auto_flush_bytes", "off", ["0", "1073741825", "2g", "no", "-1"], "1 to 1073741824 bytes"),
        Time("auto_flush_interval", 1),
        new("initial_credit", "0", ["-1", "9223372036854775808", "9999999t", "1kbb", "+1"], "0 to 9223372036854775807 bytes"),
        Number("max_batch_rows", 1, 1_048_576),
        new("compression", "auto", ["gzip", "on"], "one of raw, zstd, auto"),
        Number("compression_level", 1, 22),
        Number("buffer_pool_size", 1, 1024),
        Time("query_close_timeout_ms", 1),
        new("target", "replica", ["master", "1"], "one of any, primary, replica"),
        new("zone", "z", []),
        new("failover", "off", ["maybe", "2"], "one of on, true, yes, 1, off, false, no, 0"),
        Number("failover_max_attempts", 1, int.MaxValue),
        Time("failover_backoff_initial_ms", 1),
        Time("failover_backoff_max_ms", 1),
        Time("failover_max_duration_ms", 0),
        Number("sender_pool_min", 0, 10_000) with { Good = "2" },
        Number("sender_pool_max", 1, 10_000),
        Number("query_pool_min", 0, 10_000) with { Good = "2" },
        Number("query_pool_max", 1, 10_000),
        Number("pool_size", 0, 10_000) with { Good = "2" },
        Number("pool_max", 1, 10_000),
        Time("acquire_timeout_ms", 0),
        Time("idle_timeout_ms", 0),
        Time("pool_idle_timeout_ms", 0),
        Time("max_lifetime_ms", 0),
        Time("housekeeper_interval_ms", 1),
        new("lazy_connect", "off", ["maybe", "1"], "one of on, true, off, false"),
        new("pool_reap", "manual", ["on", "never"], "one of auto, manual"),
        Number("error_inbox_capacity", 16, 1_000_000),
    }.ToDictionary(static c => c.Key);

    /// <summary>Two keys of one string, and that both are named.</summary>
    public static TheoryData<string, string, string> Conflicts => new()
    {
        { "ws::addr=a;token=t;username=u;password=p;", "token", "username" },
        { "ws::addr=a;password=p;token=t;", "token", "password" },
        { "ws::addr=a;username=u;", "username", "password" },
        { "ws::addr=a;pass=p;", "username", "password" },
        { "ws::addr=a;auth_timeout=1;auth_timeout_ms=1;", "auth_timeout", "auth_timeout_ms" },
        { "ws::addr=a;user=u;username=u;password=p;", "user", "username" },
        { "ws::addr=a;username=u;password=p;pass=p;", "pass", "password" },
        { "ws::addr=a;sf_max_bytes=1m;sf_max_segment_bytes=1m;", "sf_max_bytes", "sf_max_segment_bytes" },
        { "ws::addr=a;tls_verify=on;", "tls_verify", "wss" },
        { "qwpws::addr=a;tls_roots=f;", "tls_roots", "wss" },
        { "wss::addr=a;tls_roots_password=p;", "tls_roots_password", "tls_roots" },
        { "wss::addr=a;tls_roots=f;tls_verify=unsafe_off;", "tls_roots", "tls_verify=unsafe_off" },
        { "ws::addr=a;sf_max_total_bytes=1m;", "sf_max_total_bytes", "sf_max_segment_bytes" },
        { "wss::addr=a;tls_ca=pem_file;", "tls_ca=pem_file", "tls_roots" },
        { "wss::addr=a;tls_ca=os_roots;tls_roots=f;", "tls_roots", "tls_ca=pem_file" },
        { "ws::addr=a;sf_durability=periodic;", "sf_durability=periodic", "sf_dir" },
        { "ws::addr=a;sf_dir=d;sf_sync_interval_millis=1;", "sf_sync_interval_millis", "sf_durability=periodic" },
        { "ws::addr=a;drain_orphans=on;", "drain_orphans=on", "sf_dir" },
        { "ws::addr=a;sf_self_sufficient=on;", "sf_self_sufficient=on", "sf_dir" },
        { "ws::addr=a;pool_size=1;sender_pool_min=1;", "pool_size", "sender_pool_min" },
        { "ws::addr=a;query_pool_min=1;pool_size=1;", "pool_size", "query_pool_min" },
        { "ws::addr=a;pool_max=9;sender_pool_max=9;", "pool_max", "sender_pool_max" },
        { "ws::addr=a;pool_max=9;query_pool_max=9;", "pool_max", "query_pool_max" },
        { "ws::addr=a;pool_idle_timeout_ms=1;idle_timeout_ms=1;", "pool_idle_timeout_ms", "idle_timeout_ms" },
        { "ws::addr=a;sender_pool_min=5;sender_pool_max=4;", "sender_pool_min", "sender_pool_max" },
        { "ws::addr=a;pool_size=65;", "pool_size", "pool_max" },
    };

    public static TheoryData<string, string> BadValues
    {
        get
        {
            var values = new TheoryData<string, string>();
            foreach (Case known in s_cases.Values)
                foreach (string bad in known.Bad)
                    values.Add(known.Key, bad);
            return values;
        }
    }

    public static TheoryData<string> Settings => [.. s_cases.Keys];

    public static TheoryData<string> Hints =>
        [.. ConnectStringKeys.All.Values.Where(static key => key.Apply is null).Select(static key => key.Name)];

    [Fact]
    public void Every_key_that_sets_something_has_its_cases() =>
        Assert.Equal(ConnectStringKeys.All.Values.Where(static key => key is { Apply: not null, Repeats: false })
            .Select(static key => key.Name).Order(),
            s_cases.Keys.Order());

    [Theory, MemberData(nameof(BadValues))]
    public void A_bad_value_is_refused_with_what_is_possible(string key, string value)
    {
        Case known = s_cases[key];
        QuestDbException e = Error(known.With(value));
        Assert.Contains($"\"{key}", e.Message);
        Assert.Contains(known.Says, e.Message);
        if (key == "token") Assert.DoesNotContain(value, e.Message);
    }

    [Theory, MemberData(nameof(Settings))]
    public void A_good_value_changes_the_settings(string key)
    {
        Case known = s_cases[key];
        ClientSettings Parsed(string text) => ConnectString.Parse(text) with { Endpoints = [] };
        if (known.IsFixed) return;
        string without = known.Around.Replace("password=p;", "").Replace("username=u;", "");
        Assert.NotEqual(Parsed(without), Parsed(known.With(known.Good)));
        Assert.Equal(Parsed(known.With(known.Good)), Parsed(known.With(known.Good)));
    }

    [Theory, MemberData(nameof(Settings)), MemberData(nameof(Hints))]
    public void A_second_value_is_refused(string key)
    {
        string text =
            s_cases.TryGetValue(key, out Case? known) ? $"{known.With(known.Good)}{key}={known.Good};" : $"ws::addr=a;{key}=1;{key}=1;";
        Assert.Contains($"\"{key}\" is given twice", Error(text).Message);
    }

    [Theory, MemberData(nameof(Settings)), MemberData(nameof(Hints)), InlineData("addr")]
    public void An_empty_value_is_refused(string key) => Assert.Contains($"value of \"{key}\" is empty", Error($"wss::{key}=;").Message);

    [Theory, MemberData(nameof(Settings)), MemberData(nameof(Hints)), InlineData("addr")]
    public void A_control_character_is_refused(string key)
    {
        string character = ConnectStringKeys.All[key].Secret ? "a control character at place 7" : "the control character U+0085";
        Assert.Contains($"value of \"{key}\" has {character}", Error($"wss::{key}=s3cret\u0085;").Message);
        Assert.DoesNotContain("s3cret", Error($"wss::{key}=s3cret\n;").Message);
    }

    [Theory, MemberData(nameof(Settings)), MemberData(nameof(Hints)), InlineData("addr")]
    public void A_key_in_capitals_is_unknown(string key) =>
        Assert.Contains($"\"{key.ToUpperInvariant()}\" is unknown", Error($"wss::{key.ToUpperInvariant()}=1;").Message);

    [Theory]
    [InlineData("", nameof(InitialConnectRetry.Off))]
    [InlineData("reconnect_max_backoff_millis=1;", nameof(InitialConnectRetry.On))]
    [InlineData("lazy_connect=on;", nameof(InitialConnectRetry.Async))]
    [InlineData("lazy_connect=off;", nameof(InitialConnectRetry.Off))]
    [InlineData("lazy_connect=on;reconnect_max_backoff_millis=1;", nameof(InitialConnectRetry.Async))]
    [InlineData("initial_connect_retry=off;lazy_connect=on;reconnect_max_backoff_millis=1;", nameof(InitialConnectRetry.Off))]
    public void Other_keys_say_what_a_failed_first_connection_means_where_its_own_does_not(string keys, string expected) =>
        Assert.Equal(expected, ConnectString.Parse("ws::addr=a;" + keys).Reconnect.First.ToString());

    [Theory]
    [InlineData("", 128L << 20)]
    [InlineData("sf_dir=d;", 10L << 30)]
    [InlineData("sf_dir=d;sf_max_total_bytes=5m;", 5L << 20)]
    public void A_queue_on_disk_is_larger_by_default(string keys, long expected) =>
        Assert.Equal(expected, ConnectString.Parse("ws::addr=a;" + keys).Queue.MaxBytes);

    [Fact]
    public void The_second_spelling_of_the_pool_sets_all_kinds()
    {
        ClientSettings settings = ConnectString.Parse("ws::addr=a;pool_size=2;pool_max=3;pool_idle_timeout_ms=4;");
        Assert.Equal((2, 3, 2, 3, 4.0), (settings.Pool.SenderMin, settings.Pool.SenderMax, settings.Pool.QueryMin,
            settings.Pool.QueryMax, settings.Pool.IdleTimeout.TotalMilliseconds));
    }

    [Theory, MemberData(nameof(Conflicts))]
    public void A_conflict_names_both(string text, string first, string second)
    {
        string message = Error(text).Message;
        Assert.Contains($"\"{first}", message);
        Assert.Contains(second, message);
    }

    [Theory]
    [InlineData("a,", "empty entry")]
    [InlineData(",a", "empty entry")]
    [InlineData("[]:1", "empty entry")]
    [InlineData(":9000", "empty entry")]
    [InlineData("a:", "port")]
    [InlineData("a:x", "port")]
    [InlineData("a:-1", "port")]
    [InlineData("a:65536", "port")]
    [InlineData("[::1]:0", "port")]
    [InlineData("[::1", "\"[::1\"")]
    [InlineData("::1]", "\"::1]\"")]
    [InlineData("[::1]x:9000", "\"[::1]x:9000\"")]
    [InlineData("[a]:9000", "\"[a]:9000\"")]
    [InlineData("a:1:2", "\"a:1:2\"")]
    [InlineData("http://a", "\"http://a\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a/b:1", "\"a/b:1\"")]
    [InlineData("u@a", "\"u@a\"")]
    [InlineData("A:9000,a", "a:9000 twice")]
    [InlineData("::1,[::1]:9000", "[::1]:9000 twice")]
    public void A_bad_address_is_refused(string value, string says)
    {
        string message = Error($"ws::addr={value};").Message;
        Assert.Contains("\"addr\"", message);
        Assert.Contains(says, message);
    }

    [Theory]
    [InlineData("my_host-1.example.com:1")]
    [InlineData("10.0.0.1")]
    [InlineData("fe80::1%3")]
    [InlineData("[fe80::1%3]:1")]
    [InlineData("bücher.example")]
    public void Addresses_of_every_form_are_taken(string value) => Assert.Single(ConnectString.Parse($"ws::addr={value};").Endpoints);

    private static Case Time(string key, int min, string good = "17") =>
        new(key, good, [$"{min - 1}", "2147483648", "1s", "0x10", "1.5"], min == 1 ? Millis : $"{min} to 2147483647");

    private static Case Action(string key) =>
        new(key, "quarantine", ["drop", "halt"], "one of auto, terminal, retriable, retriable_other, quarantine");

    private static Case Number(string key, int min, int max) =>
        new(key, $"{min + 1}", [$"{min - 1}", $"{max + 1L}", "many", "1e3", "1,000"], $"{min} to {max}");

    private static QuestDbException Error(string text)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => QuestDbClient.Connect(text));
        Assert.Equal(ErrorCode.InvalidConfiguration, e.Code);
        Assert.StartsWith("Invalid connect string: ", e.Message);
        return e;
    }
}
