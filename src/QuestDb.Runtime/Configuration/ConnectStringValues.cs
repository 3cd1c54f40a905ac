using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>Gathers the keys of one connect string and checks them against each other.</summary>
internal sealed class ConnectStringValues
{
    // The keys so far as they were spelled, by the name of the key that an alias stands for.
    private readonly Dictionary<string, string> _seen = [];
    private ClientSettings _settings = new();

    public void Add(ConfigValue value)
    {
        ConnectStringKey key = value.Key;
        string name = key.AliasOf ?? key.Name;
        if (!key.Repeats && !_seen.TryAdd(name, key.Name))
        {
            throw ConnectString.Invalid(_seen[name] == key.Name
                ? $"The key \"{key.Name}\" is given twice."
                : $"\"{_seen[name]}\" and \"{key.Name}\" are one key, given twice.");
        }

        if (key.Apply is not null) _settings = key.Apply(_settings, value);
    }

    public ClientSettings Build(bool tls)
    {
        if (_settings.Endpoints.Count == 0) throw ConnectString.Invalid("The key \"addr\" is missing.");
        Conflict("token", "username");
        Conflict("token", "password");
        if (_seen.ContainsKey("username") != _seen.ContainsKey("password"))
        {
            throw ConnectString.Invalid("\"username\" and \"password\" go together.");
        }

        CheckTls(tls);
        CheckPools();
        CheckStore();
        long queueBytes = _settings.Store.Directory is null || _seen.ContainsKey("sf_max_total_bytes")
            ? _settings.Queue.MaxBytes
            : QueueSettings.DefaultStoreBytes;
        if (queueBytes < _settings.Queue.SegmentBytes)
        {
            throw ConnectString.Invalid("\"sf_max_total_bytes\" is below \"sf_max_segment_bytes\".");
        }

        return _settings with
        {
            Tls = _settings.Tls with { Enabled = tls, Trust = _settings.Tls.Roots is null ? _settings.Tls.Trust : TlsTrust.File },
            Queue = _settings.Queue with { MaxBytes = queueBytes },
            Reconnect = _settings.Reconnect with { First = FirstConnection() },
        };
    }

    private void CheckTls(bool tls)
    {
        if (!tls && _seen.Keys.FirstOrDefault(static key => key.StartsWith("tls_", StringComparison.Ordinal)) is { } key)
        {
            throw ConnectString.Invalid($"\"{key}\" needs the schema wss.");
        }

        if (_seen.ContainsKey("tls_roots_password") && !_seen.ContainsKey("tls_roots"))
        {
            throw ConnectString.Invalid("\"tls_roots_password\" needs \"tls_roots\".");
        }

        if (_seen.ContainsKey("tls_roots") && !_settings.Tls.Verify)
        {
            throw ConnectString.Invalid("\"tls_roots\" can't be combined with \"tls_verify=unsafe_off\": remove one of them.");
        }

        if (_seen.ContainsKey("tls_ca") && (_settings.Tls.Trust == TlsTrust.File) != _seen.ContainsKey("tls_roots"))
        {
            throw ConnectString.Invalid("\"tls_roots\" and \"tls_ca=pem_file\" go together.");
        }
    }

    /// <summary>
    /// What <c>initial_connect_retry</c> is. Where the key is not given, other keys decide: a lazy client connects in the background,
    /// and one with a key of reconnecting retries its first connection too.
    /// </summary>
    private InitialConnectRetry FirstConnection()
    {
        if (_seen.ContainsKey("initial_connect_retry")) return _settings.Reconnect.First;
        if (_seen.ContainsKey("lazy_connect") && _settings.Pool.LazyConnect) return InitialConnectRetry.Async;
        return _seen.Keys.Any(static key => key.StartsWith("reconnect_", StringComparison.Ordinal))
            ? InitialConnectRetry.On
            : InitialConnectRetry.Off;
    }

    private void CheckPools()
    {
        foreach (string kind in new[] { "sender", "query" })
        {
            Conflict("pool_size", kind + "_pool_min");
            Conflict("pool_max", kind + "_pool_max");
        }

        CheckPool("sender", _settings.Pool.SenderMin, _settings.Pool.SenderMax);
        CheckPool("query", _settings.Pool.QueryMin, _settings.Pool.QueryMax);
    }

    private static void CheckPool(string kind, int min, int max)
    {
        if (min > max)
        {
            throw ConnectString.Invalid(
                $"\"{kind}_pool_min\" (or \"pool_size\"), {min}, is above \"{kind}_pool_max\" (or \"pool_max\"), {max}.");
        }
    }

    private void CheckStore()
    {
        if (_settings.Store.Directory is null && _settings.Store.Durability != StoreDurability.Memory)
        {
            throw ConnectString.Invalid("\"sf_durability=periodic\" needs \"sf_dir\".");
        }

        if (_settings.Store.Directory is null && _settings.Store.SelfSufficient)
        {
            throw ConnectString.Invalid("\"sf_self_sufficient=on\" needs \"sf_dir\".");
        }

        if (_settings.Store.Directory is null && _settings.Store.DrainOrphans)
        {
            throw ConnectString.Invalid("\"drain_orphans=on\" needs \"sf_dir\".");
        }

        if (_seen.ContainsKey("sf_sync_interval_millis") && _settings.Store.Durability != StoreDurability.Periodic)
        {
            throw ConnectString.Invalid("\"sf_sync_interval_millis\" needs \"sf_durability=periodic\".");
        }
    }

    private void Conflict(string first, string second)
    {
        if (_seen.ContainsKey(first) && _seen.ContainsKey(second))
        {
            throw ConnectString.Invalid($"\"{first}\" and \"{second}\" exclude each other.");
        }
    }
}
