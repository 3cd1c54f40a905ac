namespace QuestDb.Configuration;

/// <summary>Gathers the keys of one connect string and checks them against each other.</summary>
internal sealed class ConnectStringValues
{
    // By the key that an alias stands for, as it was spelled.
    private readonly Dictionary<string, string> _seen = [];
    private readonly ConnectStringAddresses _addresses = new();
    private ClientSettings _settings = new();

    public void Add(ConnectStringKey key, string value)
    {
        if (key.Name == "addr")
        {
            _addresses.Add(value);
            return;
        }

        string name = key.Name switch { "user" => "username", "pass" => "password", "sf_max_bytes" => "sf_max_segment_bytes", _ => key.Name };
        if (!_seen.TryAdd(name, key.Name))
        {
            throw ConnectString.Invalid(_seen[name] == key.Name ? $"The key \"{key.Name}\" is given twice." : $"\"{_seen[name]}\" and \"{key.Name}\" are one key, given twice.");
        }

        if (key.Apply is not null) _settings = key.Apply(_settings, value);
    }

    public ClientSettings Build(bool tls)
    {
        if (_addresses.Endpoints.Count == 0) throw ConnectString.Invalid("The key \"addr\" is missing.");
        Conflict("token", "username");
        Conflict("token", "password");
        if (_seen.ContainsKey("username") != _seen.ContainsKey("password")) throw ConnectString.Invalid("\"username\" and \"password\" go together.");
        if (!tls && _seen.Keys.FirstOrDefault(static key => key.StartsWith("tls_", StringComparison.Ordinal)) is { } key) throw ConnectString.Invalid($"\"{key}\" needs the schema wss.");
        if (_seen.ContainsKey("tls_roots_password") && !_seen.ContainsKey("tls_roots")) throw ConnectString.Invalid("\"tls_roots_password\" needs \"tls_roots\".");
        if (_seen.ContainsKey("tls_roots") && !_settings.TlsVerify) throw ConnectString.Invalid("\"tls_roots\" can't be combined with \"tls_verify=unsafe_off\": remove one of them.");
        if (_settings.MaxQueueBytes < _settings.SegmentBytes) throw ConnectString.Invalid("\"sf_max_total_bytes\" is below \"sf_max_segment_bytes\".");

        bool retry = !_seen.ContainsKey("initial_connect_retry") && _seen.Keys.Any(static key => key.StartsWith("reconnect_", StringComparison.Ordinal));
        return _settings with
        {
            Tls = tls,
            Endpoints = _addresses.Endpoints,
            InitialConnectRetry = retry ? InitialConnectRetry.On : _settings.InitialConnectRetry,
        };
    }

    private void Conflict(string first, string second)
    {
        if (_seen.ContainsKey(first) && _seen.ContainsKey(second)) throw ConnectString.Invalid($"\"{first}\" and \"{second}\" exclude each other.");
    }
}
