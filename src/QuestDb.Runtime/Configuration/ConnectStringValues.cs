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

        string name = key.Name switch { "user" => "username", "pass" => "password", "sf_max_bytes" => "sf_max_segment_bytes", "pool_idle_timeout_ms" => "idle_timeout_ms", _ => key.Name };
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
        if (_seen.ContainsKey("tls_ca") && (_settings.TlsTrust == TlsTrust.File) != _seen.ContainsKey("tls_roots")) throw ConnectString.Invalid("\"tls_roots\" and \"tls_ca=pem_file\" go together.");
        CheckPools();
        CheckStore();
        long queueBytes = _settings.StoreDirectory is null || _seen.ContainsKey("sf_max_total_bytes") ? _settings.MaxQueueBytes : ClientSettings.DefaultStoreBytes;
        if (queueBytes < _settings.SegmentBytes) throw ConnectString.Invalid("\"sf_max_total_bytes\" is below \"sf_max_segment_bytes\".");
        return _settings with
        {
            Tls = tls,
            Endpoints = _addresses.Endpoints,
            MaxQueueBytes = queueBytes,
            TlsTrust = _settings.TlsRoots is null ? _settings.TlsTrust : TlsTrust.File,
            InitialConnectRetry = FirstConnection(),
        };
    }

    /// <summary>Without the key itself, others say what is meant: a lazy client waits for its server, one with a time to reconnect uses it.</summary>
    private InitialConnectRetry FirstConnection()
    {
        if (_seen.ContainsKey("initial_connect_retry")) return _settings.InitialConnectRetry;
        if (_seen.ContainsKey("lazy_connect") && _settings.LazyConnect) return InitialConnectRetry.Async;
        return _seen.Keys.Any(static key => key.StartsWith("reconnect_", StringComparison.Ordinal)) ? InitialConnectRetry.On : InitialConnectRetry.Off;
    }

    private void CheckPools()
    {
        foreach (string kind in new[] { "sender", "query" })
        {
            Conflict("pool_size", kind + "_pool_min");
            Conflict("pool_max", kind + "_pool_max");
        }

        CheckPool("sender", _settings.SenderPoolMin, _settings.SenderPoolMax);
        CheckPool("query", _settings.QueryPoolMin, _settings.QueryPoolMax);
    }

    private static void CheckPool(string kind, int min, int max)
    {
        if (min > max) throw ConnectString.Invalid($"\"{kind}_pool_min\" (or \"pool_size\"), {min}, is above \"{kind}_pool_max\" (or \"pool_max\"), {max}.");
    }

    private void CheckStore()
    {
        if (_settings.StoreDirectory is null && _settings.StoreDurability != StoreDurability.Memory) throw ConnectString.Invalid("\"sf_durability=periodic\" needs \"sf_dir\".");
        if (_settings.StoreDirectory is null && _settings.DrainOrphans) throw ConnectString.Invalid("\"drain_orphans=on\" needs \"sf_dir\".");
        if (_seen.ContainsKey("sf_sync_interval_millis") && _settings.StoreDurability != StoreDurability.Periodic) throw ConnectString.Invalid("\"sf_sync_interval_millis\" needs \"sf_durability=periodic\".");
    }

    private void Conflict(string first, string second)
    {
        if (_seen.ContainsKey(first) && _seen.ContainsKey(second)) throw ConnectString.Invalid($"\"{first}\" and \"{second}\" exclude each other.");
    }
}
