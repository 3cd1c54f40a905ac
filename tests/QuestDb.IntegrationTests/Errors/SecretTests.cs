using System.Security.Cryptography.X509Certificates;
using System.Text;
using QuestDb.Configuration;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;
using QuestDb.TestSupport.Certificates;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>Runs clients with a marked password or token into every kind of error, and searches every text that comes out.</summary>
[Trait("Category", "Integration")]
public sealed class SecretTests : IDisposable
{
    private const string Marker = "m4rk3r";
    private const string Basic = "username=admin;password=" + Marker + ";";
    private const string Bearer = "token=" + Marker + ";";
    private const string Quick =
        "reconnect_initial_backoff_millis=1;reconnect_max_backoff_millis=5;initial_connect_retry=off;"
        + "close_flush_timeout_millis=100;auth_timeout_ms=100;";

    // Basic authentication sends the password in this form, which gives it away as well.
    private static readonly string s_header = Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:" + Marker));

    private readonly StringBuilder _texts = new();
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Upgrades => [.. s_upgrades.Keys];

    public static TheoryData<string> Losses => [.. s_losses.Keys];

    private static readonly Dictionary<string, Fault> s_upgrades = new()
    {
        ["connection refused"] = Fault.RefuseConnection(),
        ["401"] = Fault.UpgradeStatus(401),
        ["403"] = Fault.UpgradeStatus(403),
        ["404"] = Fault.UpgradeStatus(404),
        ["421"] = Fault.UpgradeStatus(421, "REPLICA"),
        ["503"] = Fault.UpgradeStatus(503),
        ["no answer"] = Fault.UpgradeHang(),
    };

    private static readonly Dictionary<string, Fault> s_losses = new()
    {
        ["drop"] = Fault.DropBeforeAck(),
        ["half an ack"] = Fault.HalfAck(),
        ["garbage"] = Fault.GarbageAck(),
        ["close"] = Fault.CloseIngest(1008, "policy"),
        ["rejection"] = Fault.Reject(0x08, "denied"),
        ["hang"] = Fault.HangIngest(),
    };

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Upgrades))]
    public async Task A_failed_connection_tells_no_secret(string fault)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(
            new QuestDbTestServerOptions { Username = "admin", Password = Marker, Token = Marker });
        server.Faults.Add(s_upgrades[fault].Forever());
        foreach (string credentials in new[] { Basic, Bearer }) await RunAsync(server.ConnectString + Quick + credentials);
        ExpectNoSecret("127.0.0.1");
    }

    [Theory, MemberData(nameof(Losses))]
    public async Task A_lost_connection_tells_no_secret(string fault)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(
            new QuestDbTestServerOptions { Username = "admin", Password = Marker, Token = Marker });
        foreach (string credentials in new[] { Basic, Bearer })
        {
            server.Faults.Add(s_losses[fault]);
            await RunAsync(server.ConnectString + Quick + credentials);
            server.Faults.Clear();
        }

        ExpectNoSecret(nameof(ClientEventKind.Connected));
    }

    [Fact]
    public async Task Wrong_credentials_tell_no_secret()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Username = "admin", Password = "another" });
        foreach (string credentials in new[] { Basic, Bearer }) await RunAsync(server.ConnectString + Quick + credentials);
        ExpectNoSecret("401");
    }

    [Fact]
    public async Task A_failed_tls_handshake_tells_no_secret()
    {
        using TestAuthority authority = TestAuthority.Create();
        using TestAuthority stranger = TestAuthority.Create();
        using X509Certificate2 certificate = authority.Issue("127.0.0.1");
        await File.WriteAllBytesAsync(_folder["roots"], stranger.Pkcs12(Marker));
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Certificate = certificate });
        foreach (string credentials in new[] { Basic, Bearer })
        {
            await RunAsync(server.ConnectString + Quick + credentials + $"tls_roots={_folder["roots"]};tls_roots_password={Marker};");
        }

        ExpectNoSecret("TLS");
    }

    [Fact]
    public async Task Roots_that_do_not_open_tell_no_secret()
    {
        using TestAuthority authority = TestAuthority.Create();
        await File.WriteAllBytesAsync(_folder["roots"], authority.Pkcs12("another"));
        await RunAsync($"wss::addr=127.0.0.1;{Basic}tls_roots={_folder["roots"]};tls_roots_password={Marker};");
        ExpectNoSecret("tls_roots_password");
    }

    [Theory]
    [InlineData("password=" + Marker + ";")]
    [InlineData("password=" + Marker + ";username=a:b;")]
    [InlineData("username=a;password=x;" + Marker + ";")]
    [InlineData("username=a;password=x;" + Marker + "=1;")]
    [InlineData("token=" + Marker + "é;")]
    [InlineData("token=" + Marker + "\n;")]
    [InlineData("token=" + Marker + ";token=" + Marker + ";")]
    [InlineData(Basic + Bearer)]
    [InlineData("tls_roots_password=" + Marker + ";")]
    [InlineData(Basic + "no_such_key=1;")]
    public async Task A_wrong_connect_string_tells_no_secret(string keys)
    {
        await RunAsync("ws::addr=127.0.0.1:1;" + keys);
        await RunAsync("wss::addr=127.0.0.1:1;" + keys);
        ExpectNoSecret(nameof(ErrorCode.InvalidConfiguration));
    }

    [Fact]
    public void Settings_show_no_secret()
    {
        foreach (string credentials in new[] { Basic, Bearer })
        {
            Note(ConnectString.Parse($"wss::addr=127.0.0.1;tls_roots=x;tls_roots_password={Marker};" + credentials));
        }

        ExpectNoSecret("wss::addr=");
    }

    /// <summary>Writes, queries and closes, and notes the texts of all that is given out.</summary>
    private async Task RunAsync(string connectString)
    {
        var options = new QuestDbOptions { EventListener = NoteEvent };
        QuestDbClient? db = null;
        if (await NoteErrorAsync(() => Task.FromResult(db = QuestDbClient.Connect(connectString, options)))) return;
        await NoteErrorAsync(async () =>
        {
            WriteReceipt receipt = db!.Write<Pulse>(Pulse.Make(0, 1));
            Note(receipt);
            await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromMilliseconds(200));
        });
        await NoteErrorAsync(() => db!.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        await NoteErrorAsync(() => db!.ExecuteAsync("SELECT 1"));
        Note(db!);
        Note(options);
        await NoteErrorAsync(async () =>
        {
            DeliveryReport report = await db!.CloseAsync();
            Note(report);
            report.ThrowIfError();
        });
    }

    private async Task<bool> NoteErrorAsync(Func<Task> action)
    {
        try
        {
            await action();
            return false;
        }
        catch (Exception e) when (e is QuestDbException or AggregateException)
        {
            Note((e as QuestDbException)?.Code);
            Note(e);
            return true;
        }
    }

    private void NoteEvent(ClientEvent e)
    {
        Note(e);
        Note(e.Error);
    }

    private void Note(object? given)
    {
        lock (_texts) _texts.AppendLine(given?.ToString());
    }

    /// <param name="expected">What the texts do hold: the run has gone where it was meant to.</param>
    private void ExpectNoSecret(string expected)
    {
        string texts;
        lock (_texts) texts = _texts.ToString();
        Assert.Contains(expected, texts);
        Assert.DoesNotContain(Marker, texts);
        Assert.DoesNotContain(s_header, texts);
    }
}
