using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>As whom to connect.</summary>
internal sealed record AuthSettings
{
    public string? Username { get; init; }

    public SecretText? Password { get; init; }

    public SecretText? Token { get; init; }

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<AuthSettings>(KeySection.Server, static s => s.Auth, static (s, a) => s with { Auth = a });
        return
        [
            keys.Of("username", "none", "text without a colon", static v => v.UserName(), static (a, v) => a with { Username = v },
                "HTTP Basic authentication; goes with the password, excludes `token`") with
            {
                Aliases = [new("user", "the same as `username`")],
            },
            keys.Secret("password", "text", static v => v.Text, static (a, v) => a with { Password = v }, "the password") with
            {
                Aliases = [new("pass", "the same as `password`")],
            },
            keys.Secret("token", "ASCII text", static v => v.Header(), static (a, v) => a with { Token = v }, "HTTP Bearer authentication"),
        ];
    }
}
