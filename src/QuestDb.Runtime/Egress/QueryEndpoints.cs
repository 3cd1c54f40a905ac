using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Egress;

/// <summary>
/// Which endpoint a query connection goes to: one whose role fits <c>target</c>, of the client's <c>zone</c> if there is one,
/// and in the order of what earlier connections met.
/// </summary>
internal sealed class QueryEndpoints : IDisposable
{
    private readonly QwpTransport _transport;
    private readonly QueryTarget _target;
    private readonly HostHealth _hosts;
    private readonly CancellationTokenSource _closing = new();

    public QueryEndpoints(QwpTransport transport)
    {
        _transport = transport;
        _target = transport.Settings.Query.Target;
        // A primary is followed wherever it is.
        _hosts = new HostHealth(transport.Settings.Endpoints, _target == QueryTarget.Primary ? null : transport.Settings.Query.Zone);
    }

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Opens a connection: one round over the endpoints.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.AuthenticationFailed"/> from the first endpoint that says so; <see cref="ErrorCode.RoleRejected"/>: all
    /// endpoints have other roles; <see cref="ErrorCode.ConnectFailed"/> and the other codes of a failed connection;
    /// <see cref="ErrorCode.Disposed"/>.
    /// </exception>
    public async Task<QueryConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            return await WalkAsync(_hosts.BeginRound(), stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new QuestDbException(ErrorCode.Disposed, "The client was disposed.");
        }
    }

    /// <summary>Gives every endpoint a new chance, after a round in which none took a query.</summary>
    public void Forget() => _hosts.Forget();

    /// <summary>Ends the opening of connections, and that of later ones at once.</summary>
    public void Dispose() => _closing.Cancel();

    private async Task<QueryConnection> WalkAsync(HostRound round, CancellationToken stop)
    {
        QueryConnection? distant = null;
        int distantHost = -1;
        try
        {
            while (round.MoveNext())
            {
                if (distant is not null && !IsWorthATry(round.Host)) continue;
                QueryConnection? connection = await TryAsync(round, stop).ConfigureAwait(false);
                if (connection is null) continue;
                if (_hosts.Tier(round.Host) != ZoneTier.Other)
                {
                    round.Succeeded();
                    return connection;
                }

                if (distant is null) (distant, distantHost) = (connection, round.Host);
                else connection.Dispose();
            }

            if (distant is null) throw round.Failure();
            _hosts.Succeeded(distantHost);
            QueryConnection found = distant;
            distant = null;
            return found;
        }
        finally
        {
            distant?.Dispose();
        }
    }

    /// <summary>
    /// Whether an endpoint may be nearer than one that is reached already in another zone. One that has failed is not tried again
    /// for that: a query would wait for its time-out.
    /// </summary>
    private bool IsWorthATry(int host) =>
        _hosts.Tier(host) != ZoneTier.Other && _hosts.State(host) is HostState.Healthy or HostState.Unknown;

    private async Task<QueryConnection?> TryAsync(HostRound round, CancellationToken stop)
    {
        int host = round.Host;
        try
        {
            QwpSocket socket = await _transport.ConnectAsync(round.Endpoint, QwpRoute.Query, stop).ConfigureAwait(false);
            QueryConnection connection = await QueryConnection.OpenAsync(socket, _transport.Settings, () => _hosts.Lost(host), stop)
                .ConfigureAwait(false);
            _hosts.Advertised(host, connection.Info.ZoneId);
            if (Accepts(connection.Info.Role)) return connection;
            connection.Dispose();
            throw WrongRole(round.Endpoint, connection.Info);
        }
        catch (QuestDbException e)
        {
            round.Failed(e);
            if (e.Verdict == Verdict.Terminal) throw;
            return null;
        }
    }

    private bool Accepts(ServerRole role) => _target switch
    {
        QueryTarget.Primary => role is ServerRole.Primary or ServerRole.PrimaryCatchUp or ServerRole.Standalone,
        QueryTarget.Replica => role == ServerRole.Replica,
        _ => true,
    };

    private QuestDbException WrongRole(Endpoint endpoint, ServerInfo info)
    {
        string role = info.Role switch
        {
            ServerRole.Standalone => "STANDALONE",
            ServerRole.Primary => "PRIMARY",
            ServerRole.Replica => "REPLICA",
            ServerRole.PrimaryCatchUp => "PRIMARY_CATCHUP",
            var other => $"0x{(byte)other:x2}",
        };
        return new QuestDbException(ErrorCode.RoleRejected,
            $"{endpoint} has the role {role}, and the connect string wants target={_target.ToString().ToLowerInvariant()}.")
        {
            Verdict = Verdict.WrongRole,
            ServerZone = info.ZoneId,
        };
    }
}
