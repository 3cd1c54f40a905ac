using System.Globalization;
using System.Net;
using System.Net.Sockets;
using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>The addresses of a connect string: of one key <c>addr</c>, or of several.</summary>
internal static class ConnectStringAddresses
{
    /// <summary>The known addresses, with those that one more key names behind them.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidConfiguration"/>: an entry is empty, no address, or there already.
    /// </exception>
    public static IReadOnlyList<Endpoint> Add(IReadOnlyList<Endpoint> known, ConfigValue value)
    {
        List<Endpoint> endpoints = [.. known];
        foreach (string entry in value.Text.Split(','))
        {
            Endpoint endpoint = Parse(value, entry.Trim());
            if (endpoints.Any(other =>
                other.Port == endpoint.Port && string.Equals(other.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase)))
            {
                throw ConnectString.Invalid($"\"addr\" names {value.Shown(endpoint.ToString())} twice.");
            }

            endpoints.Add(endpoint);
        }

        return endpoints;
    }

    private static Endpoint Parse(ConfigValue value, string entry)
    {
        (string host, string port) = Split(entry);
        if (host.Length == 0) throw ConnectString.Invalid("\"addr\" has an empty entry.");
        bool isHost = entry[0] == '[' || host.Contains(':') ? IsIPv6(host) : Uri.CheckHostName(host) != UriHostNameType.Unknown;
        if (!isHost || (port.Length > 0 && port[0] != ':'))
        {
            throw Wrong(value, entry, "which is no host name or IP address, with or without a port");
        }

        if (port.Length == 0) return new Endpoint(host, Endpoint.DefaultPort);
        return int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536
            ? new Endpoint(host, number)
            : throw Wrong(value, entry, "whose port is not between 1 and 65535");
    }

    private static QuestDbException Wrong(ConfigValue value, string entry, string why) =>
        ConnectString.Invalid($"\"addr\" has the entry \"{value.Shown(entry)}\", {why}.");

    /// <summary>Host and port, with its colon: [::1]:9000 for IPv6; a bare address with several colons has no port.</summary>
    private static (string Host, string Port) Split(string entry)
    {
        int close = entry.StartsWith('[') ? entry.IndexOf(']') : -1;
        if (close > 0) return (entry[1..close], entry[(close + 1)..]);
        int colon = entry.IndexOf(':');
        return colon < 0 || colon != entry.LastIndexOf(':') ? (entry, "") : (entry[..colon], entry[colon..]);
    }

    private static bool IsIPv6(string host) =>
        !host.Contains('[') && IPAddress.TryParse(host, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
