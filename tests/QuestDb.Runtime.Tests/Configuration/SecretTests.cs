using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Tests.Configuration;

/// <summary>
/// No message shows a part of a secret: for every key that is declared secret, whatever the secret is made of and whatever is wrong with
/// the connect string around it. Each secret has marks in it, which are looked for.
/// </summary>
public sealed class SecretTests
{
    private const string Mark = "Qz7";
    private const string WideMark = "Ж";

    /// <summary>Secrets that are easily taken for something else.</summary>
    private static readonly string[] s_secrets =
    [
        Mark,
        $"half;{Mark}",
        $"half;;{Mark}",
        $";{Mark}",
        $"{Mark}==",
        $"half={Mark}",
        $"half;target={Mark}",
        $"half;zone=z;target={Mark}",
        $"half;{Mark}=x",
        $"half;zone=z;{Mark}=x",
        $"half;addr={Mark},{Mark}",
        $"half;addr=u:{Mark}",
        $"half;sf_dir{Mark}",
        $"half;sf_dir=d;sf_durability={Mark}",
        $"half;auto_flush_rows={Mark}",
        $"half;auto_flush_bytes={Mark}",
        $"half;sender_id={Mark}!",
        $"half;transaction={Mark}",
        $"half;password{Mark}=x",
        $"half;{Mark}\n",
        $"{Mark}\n{Mark}",
        $"{Mark}\0",
        $"{WideMark}{Mark}",
        $"sf_{Mark}",
        $"tls_roots_passwor{Mark}",
        $"ws::addr={Mark};",
        $"{Mark}@{Mark}:{Mark}",
        $"half;client_id={WideMark}",
    ];

    /// <summary>Connect strings around a secret: with nothing wrong, and with something wrong before it, behind it or at it.</summary>
    private static readonly Func<string, string, string>[] s_around =
    [
        static (key, secret) => $"wss::addr=a;{key}={secret};",
        static (key, secret) => $"ws::addr=a;{key}={secret};",
        static (key, secret) => $"wss::addr=a;username=u;tls_roots=f;{key}={secret};",
        static (key, secret) => $"wss::{key}={secret};",
        static (key, secret) => $"wss::addr=a;{key}={secret};{key}={secret};",
        static (key, secret) => $"wss::addr=a;{key}={secret};unknown=1;",
        static (key, secret) => $"wss::addr=a;{key}={secret};auto_flush_rows=many;",
        static (key, secret) => $"wss::addr=a;{key}={secret}",
        static (key, secret) => $"wss::addr=a;{key}:{secret};",
        static (key, secret) => $"wss::addr=a;{key} {secret};",
        static (key, secret) => $"wss::addr=a; {key}={secret};",
        static (key, secret) => $"wss::addr=a;{key}{secret};",
        static (key, secret) => $"wss::addr=a;{key}{secret}=x;",
        static (key, secret) => $"wss::addr=a;{key}={secret};password=p;token=t;",
        static (key, secret) => $"wss::addr=a;{key.ToUpperInvariant()}={secret};",
        static (key, secret) => $"wss::addr=a;{key.ToUpperInvariant()}{secret};",
        static (key, secret) => $"wss::addr=a;{key[..^1]}={secret};",
        static (key, secret) => $"wss::addr=a,{key}={secret};",
        static (key, secret) => $"wss::addr=a {key}:{secret};",
        static (key, secret) => $"wss::addr=a;auto_flush_rows=1,{key}:{secret};",
        static (key, secret) => $"wss::addr=a;sf_max_total_bytes=1g {key} {secret};",
        static (key, secret) => $"wss::addr=a;sender_id=i {key}={secret};",
        static (key, secret) => $"wss::addr=a;sf_durability=memory {key}={secret};",
        static (key, secret) => $"wss::addr=a;transaction=off {key}={secret};",
        static (key, secret) => $"wss::addr=a;sf_dir=d {key}={secret};",
        static (key, secret) => $"wss::addr=a;tls_roots=f {key}={secret};",
        static (key, secret) => $"wss::addr=a;zone=z{key}={secret};",
        static (key, secret) => $"wss::addr=a;client_id=c,{key}={secret};",
        static (key, secret) => $"wss::addr=a;username=u {key}={secret};password=p;",
        static (key, secret) => $"wss:addr=a;{key}={secret};",
        static (key, secret) => $"{key}={secret};addr=[::1];",
        static (key, secret) => $"{key}={secret}",
    ];

    public static TheoryData<string> Keys => [.. ConnectStringKeys.Secrets];

    [Fact]
    public void The_credentials_and_their_other_spellings_are_secret() =>
        Assert.Equal(["pass", "password", "tls_roots_password", "token"], ConnectStringKeys.Secrets.Order());

    [Theory, MemberData(nameof(Keys))]
    public void No_message_shows_a_part_of_a_secret(string key)
    {
        foreach (string secret in s_secrets)
        {
            foreach (Func<string, string, string> around in s_around)
            {
                AssertHidden(around(key, secret));
                AssertHidden(around(key, secret.Replace(";", ";;")));
            }
        }
    }

    [Theory, MemberData(nameof(Keys))]
    public void Settings_and_each_of_their_parts_as_text_show_no_secret(string key)
    {
        ConnectStringKey known = ConnectStringKeys.All[key];
        var value = new ConfigValue(known, Mark, afterSecret: false);
        ClientSettings settings = known.Apply!(new ClientSettings(), value);
        Assert.NotEqual(new ClientSettings(), settings);
        AssertHidden(string.Join(' ', Texts(settings)), key);
        AssertHidden(value.ToString()!, key);
    }

    [Fact]
    public void A_key_that_is_declared_secret_is_hidden_whatever_its_kind()
    {
        var keys = new KeyGroup<PoolSettings>(KeySection.Pools, static s => s.Pool, static (s, p) => s with { Pool = p });
        ConnectStringKey[] kinds =
        [
            keys.Millis("k", 0, static p => p.MaxLifetime, static (p, _) => p, "e"),
            keys.Integer("k", 0, 1, static p => p.SenderMin, static (p, _) => p, "e"),
            keys.Size("k", 0, 1, static p => p.SenderMin, static (p, _) => p, "e"),
            keys.Switch("k", static p => p.LazyConnect, static (p, _) => p, "e"),
            keys.Secret("k", "ASCII text", static v => v.Header(), static (p, _) => p, "e"),
            keys.Of("k", "d", "r", static v => v.UserName(), static (p, _) => p, "e"),
        ];
        Assert.All(kinds, static kind =>
        {
            var value = new ConfigValue(kind with { Secret = true }, $"{Mark}:{WideMark}", afterSecret: false);
            AssertHidden(Assert.Throws<QuestDbException>(() => kind.Apply!(new ClientSettings(), value)).ToString(), kind.Range);
        });
    }

    [Theory]
    [InlineData($"admin:{Mark},half@host:9000")]
    [InlineData($"admin:1,{Mark}@host")]
    [InlineData($"admin:1,{Mark}:half,half@host:9000")]
    public void A_password_with_a_comma_before_a_host_is_shown_in_no_part(string address) =>
        AssertHidden(Assert.Throws<QuestDbException>(() => ConnectString.Parse($"ws::addr={address};")).ToString(), address);

    [Fact]
    public void A_secret_that_lost_its_semicolon_is_no_part_of_another_value() => Assert.All(
        new[] { "sf_dir=/data/sf ", "tls_roots=/ca.pem,", "zone=eu", "client_id=c ", "username=u " },
        static before => Assert.EndsWith("has the key \"token\" in it; is there no semicolon before it?",
            Assert.Throws<QuestDbException>(() => ConnectString.Parse($"wss::addr=a;{before}token={Mark};")).Message));

    [Fact]
    public void An_error_behind_a_secret_names_the_key_and_the_place() => Assert.All(
        new (string Text, string Says)[]
        {
            ("ws::addr=a;token=t;auto_flush_rows=many;", "\"auto_flush_rows=…\" is not a whole number from 1 to 1000000."),
            ("ws::addr=a;token=t;zone=z;nope=1;",
                "character 27, after the value of \"token\", where a semicolon must be doubled, is not a key that is known."),
            ("ws::addr=a;token=x;y", "character 20, after the value of \"token\", where a semicolon must be doubled, has no '='."),
            ("ws::addr=a;zone z;", "character 12, beginning with \"zone\", has no '='."),
            ("ws::addr=a;tokenabc=;", "character 12, beginning with \"token\", is not a key that is known."),
        },
        static known => Assert.EndsWith(known.Says, Assert.Throws<QuestDbException>(() => ConnectString.Parse(known.Text)).Message));

    private static void AssertHidden(string connectString)
    {
        string said = "";
        QuestDbException? e = (QuestDbException?)Record.Exception(() => said = string.Join(' ', Texts(ConnectString.Parse(connectString))));
        AssertHidden(e?.ToString() ?? said, connectString);
    }

    private static void AssertHidden(string said, string of)
    {
        string[] marks = [Mark, WideMark, $"U+{(int)WideMark[0]:X4}"];
        Assert.False(marks.Any(said.Contains), $"{of} gives: {said}");
    }

    /// <summary>The settings as text, and each of their records.</summary>
    private static IEnumerable<string> Texts(ClientSettings settings) =>
        [$"{settings}", .. typeof(ClientSettings).GetProperties().Select(property => $"{property.GetValue(settings)}")];
}
