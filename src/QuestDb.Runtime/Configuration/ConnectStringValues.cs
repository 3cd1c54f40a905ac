namespace QuestDb.Configuration;

/// <summary>Gathers the keys of one connect string and checks them against each other.</summary>
internal sealed class ConnectStringValues
{
    private readonly HashSet<string> _seen = [];
    private readonly List<Endpoint> _endpoints = [];
    private ClientSettings _settings = new();

    public void Add(ConnectStringKey key, string value)
    {
        if (key.Name == "addr")
        {
            AddEndpoints(value);
            return;
        }

        string name = key.Name switch { "user" => "username", "pass" => "password", _ => key.Name };
        if (!_seen.Add(name)) throw ConnectString.Invalid($"The key \"{name}\" is given twice.");
        if (key.Apply is not null) _settings = key.Apply(_settings, value);
    }

    public ClientSettings Build(bool tls)
    {
        if (_endpoints.Count == 0) throw ConnectString.Invalid("The key \"addr\" is missing.");
        Conflict("token", "username");
        Conflict("token", "password");
        if (_seen.Contains("username") != _seen.Contains("password")) throw ConnectString.Invalid("\"username\" and \"password\" go together.");
        if (!tls && _seen.FirstOrDefault(static key => key.StartsWith("tls_", StringComparison.Ordinal)) is { } key) throw ConnectString.Invalid($"\"{key}\" needs the schema wss.");
        if (_seen.Contains("tls_roots_password") && !_seen.Contains("tls_roots")) throw ConnectString.Invalid("\"tls_roots_password\" needs \"tls_roots\".");
        if (_seen.Contains("tls_roots") && !_settings.TlsVerify) throw ConnectString.Invalid("\"tls_roots\" can't be combined with \"tls_verify=unsafe_off\": remove one of them.");
        if (_settings.MaxQueueBytes < _settings.SegmentBytes) throw ConnectString.Invalid("\"sf_max_total_bytes\" is below \"sf_max_segment_bytes\".");

        bool retry = !_seen.Contains("initial_connect_retry") && _seen.Any(static key => key.StartsWith("reconnect_", StringComparison.Ordinal));
        return _settings with
        {
            Tls = tls,
            Endpoints = _endpoints,
            InitialConnectRetry = retry ? InitialConnectRetry.On : _settings.InitialConnectRetry,
        };
    }

    private void Conflict(string first, string second)
    {
        if (_seen.Contains(first) && _seen.Contains(second)) throw ConnectString.Invalid($"\"{first}\" and \"{second}\" exclude each other.");
    }

    private void AddEndpoints(string value)
    {
        foreach (string entry in value.Split(','))
        {
            Endpoint endpoint = ParseEndpoint(entry.Trim());
            if (_endpoints.Contains(endpoint)) throw ConnectString.Invalid($"\"addr\" names {endpoint} twice.");
            _endpoints.Add(endpoint);
        }
    }

    private static Endpoint ParseEndpoint(string entry)
    {
        // [::1]:9000 for IPv6; a bare address with several colons has no port.
        int close = entry.StartsWith('[') ? entry.IndexOf(']') : -1;
        int colon = close >= 0 ? entry.IndexOf(':', close) : entry.IndexOf(':');
        if (close < 0 && colon != entry.LastIndexOf(':')) colon = -1;
        string host = (colon < 0 ? entry : entry[..colon]).Trim('[', ']');
        if (host.Length == 0) throw ConnectString.Invalid("\"addr\" has an empty entry.");
        if (colon < 0) return new Endpoint(host, ClientSettings.DefaultPort);
        return int.TryParse(entry.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out int port) && port is > 0 and < 65536
            ? new Endpoint(host, port)
            : throw ConnectString.Invalid($"\"addr\" has the entry \"{entry}\", whose port is not between 1 and 65535.");
    }
}
