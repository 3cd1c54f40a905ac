using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QuestDb.Configuration;

/// <summary>The addresses of a connect string: of one key <c>addr</c>, or of several.</summary>
internal sealed class ConnectStringAddresses
{
    private readonly List<Endpoint> _endpoints = [];

    public IReadOnlyList<Endpoint> Endpoints => _endpoints;

    /// <summary>Adds what one key names.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidConfiguration"/>: an entry is empty, no address, or there already.</exception>
    public void Add(string value)
    {
        foreach (string entry in value.Split(','))
        {
            Endpoint endpoint = Parse(entry.Trim());
            if (_endpoints.Any(known => known.Port == endpoint.Port && string.Equals(known.Host, endpoint.Host, StringComparison.OrdinalIgnoreCase)))
            {
                throw ConnectString.Invalid($"\"addr\" names {endpoint} twice.");
            }

            _endpoints.Add(endpoint);
        }
    }

    private static Endpoint Parse(string entry)
    {
        (string host, string port) = Split(entry);
        if (host.Length == 0) throw ConnectString.Invalid("\"addr\" has an empty entry.");
        bool isHost = entry[0] == '[' || host.Contains(':') ? IsIPv6(host) : Uri.CheckHostName(host) != UriHostNameType.Unknown;
        if (!isHost || (port.Length > 0 && port[0] != ':')) throw ConnectString.Invalid($"\"addr\" has the entry \"{ConnectString.ShownValue(entry)}\", which is no host name or IP address, with or without a port.");
        if (port.Length == 0) return new Endpoint(host, ClientSettings.DefaultPort);
        return int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536
            ? new Endpoint(host, number)
            : throw ConnectString.Invalid($"\"addr\" has the entry \"{ConnectString.ShownValue(entry)}\", whose port is not between 1 and 65535.");
    }

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
