using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Threading;

namespace QuestDb.Transport;

/// <summary>
/// What a client knows of its endpoints, shared by all connections of one direction. Connections are made in rounds
/// (<see cref="BeginRound"/>), each of which tries every endpoint once, best first.
/// </summary>
/// <remarks>Safe from any thread. Endpoints are not shuffled: among equal ones the order of <c>addr</c> decides.</remarks>
internal sealed class HostHealth
{
    /// <summary>Guards what is known of each endpoint. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.HostHealth);
    private readonly Host[] _hosts;
    private readonly string? _zone;
    private long _successes;

    /// <param name="endpoints">The endpoints in the order of <c>addr</c>.</param>
    /// <param name="zone">The client's zone; null where zones play no role: ingest, <c>target=primary</c>, no <c>zone</c> given.</param>
    public HostHealth(IReadOnlyList<Endpoint> endpoints, string? zone)
    {
        Endpoints = endpoints;
        _zone = string.IsNullOrWhiteSpace(zone) ? null : zone.Trim();
        _hosts = new Host[endpoints.Count];
        Array.Fill(_hosts, new Host(HostState.Unknown, _zone is null ? ZoneTier.Same : ZoneTier.Unknown, 0));
    }

    public IReadOnlyList<Endpoint> Endpoints { get; }

    public HostState State(int host)
    {
        using (_gate.Enter()) return _hosts[host].State;
    }

    public ZoneTier Tier(int host)
    {
        using (_gate.Enter()) return _hosts[host].Tier;
    }

    /// <summary>Begins a round over the endpoints, for one caller.</summary>
    /// <param name="last">
    /// Endpoints to try after all others, whatever their state; null for none. These are endpoints that accept connections and then
    /// close them: by state alone the first of several such endpoints would be the only one tried.
    /// </param>
    public HostRound BeginRound(IReadOnlyList<bool>? last = null) => new(this, last);

    /// <summary>
    /// Resets the state of every endpoint, before the round after an outage or a failed round. The endpoint that was healthy last stays
    /// first, unless it is in another zone.
    /// </summary>
    public void Forget()
    {
        using (_gate.Enter())
        {
            int sticky = -1;
            for (int i = 0; i < _hosts.Length; i++)
            {
                if (_hosts[i] is { State: HostState.Healthy, Tier: ZoneTier.Same }
                    && (sticky < 0 || _hosts[i].LastSuccess > _hosts[sticky].LastSuccess))
                {
                    sticky = i;
                }
            }

            for (int i = 0; i < _hosts.Length; i++)
            {
                if (i != sticky) _hosts[i].State = HostState.Unknown;
            }
        }
    }

    public void Succeeded(int host)
    {
        using (_gate.Enter())
        {
            _hosts[host].State = HostState.Healthy;
            _hosts[host].LastSuccess = ++_successes;
        }
    }

    /// <summary>Notes that an endpoint refused a connection, or turned out to have the wrong role on one.</summary>
    public void Failed(int host, Verdict verdict)
    {
        using (_gate.Enter())
        {
            _hosts[host].State = verdict switch
            {
                Verdict.CatchingUp => HostState.TransientReject,
                Verdict.WrongRole => HostState.TopologyReject,
                _ => HostState.TransportError,
            };
        }
    }

    /// <summary>
    /// Notes that an established connection broke. It must be called before the next <see cref="Forget"/>, which would keep the broken
    /// endpoint first. A state that a later attempt has set stays.
    /// </summary>
    public void Lost(int host)
    {
        using (_gate.Enter())
        {
            if (_hosts[host].State == HostState.Healthy) _hosts[host].State = HostState.TransportError;
        }
    }

    /// <summary>Notes the zone that a server has named; the latest one holds for the life of the client.</summary>
    public void Advertised(int host, string? zone)
    {
        if (_zone is null || string.IsNullOrWhiteSpace(zone)) return;
        using (_gate.Enter())
        {
            _hosts[host].Tier = string.Equals(zone.Trim(), _zone, StringComparison.OrdinalIgnoreCase) ? ZoneTier.Same : ZoneTier.Other;
        }
    }

    /// <summary>The best endpoint that is not taken yet, or -1: by state, then by zone, then by the order of <c>addr</c>.</summary>
    internal int Pick(ReadOnlySpan<bool> taken)
    {
        using (_gate.Enter())
        {
            int best = -1;
            for (int i = 0; i < _hosts.Length; i++)
            {
                if (!taken[i] && (best < 0 || _hosts[i].Rank < _hosts[best].Rank)) best = i;
            }

            return best;
        }
    }

    private record struct Host(HostState State, ZoneTier Tier, long LastSuccess)
    {
        public readonly int Rank => ((int)State * 3) + (int)Tier;
    }
}
