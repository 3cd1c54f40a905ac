using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The endpoint that a delivery uses, and the endpoints that are tried last: those whose last connection ended without progress. An
/// endpoint that accepts connections but no frames then does not keep the rows from the next one.
/// </summary>
/// <remarks>Used by the send loop.</remarks>
internal sealed class EndpointRotation(HostHealth hosts)
{
    private readonly bool[] _refusing = new bool[hosts.Endpoints.Count];
    private int _current;

    /// <summary>The endpoint that was tried last.</summary>
    public Endpoint Current => hosts.Endpoints[_current];

    /// <summary>Begins a round over the endpoints; the caller passes each step of it to <see cref="Use"/>.</summary>
    public HostRound BeginRound() => hosts.BeginRound(_refusing);

    /// <summary>Makes the endpoint that a round has reached the current one.</summary>
    public void Use(HostRound round) => _current = round.Host;

    /// <summary>Forgets what is known of the endpoints, so that the round after a failed one tries every endpoint again.</summary>
    public void Forget() => hosts.Forget();

    /// <summary>Notes that the connection to the current endpoint broke.</summary>
    public void Lost() => hosts.Lost(_current);

    /// <summary>Notes that the current endpoint accepts no writes.</summary>
    public void WrongRole() => hosts.Failed(_current, Verdict.WrongRole);

    /// <summary>Notes that a connection ended.</summary>
    /// <param name="hadProgress">Whether the endpoint accepted a frame on it.</param>
    public void Ended(bool hadProgress)
    {
        if (hadProgress)
        {
            Array.Clear(_refusing);
            return;
        }

        _refusing[_current] = true;
        if (!Array.TrueForAll(_refusing, static refusing => refusing)) return;
        // Every endpoint has refused: prefer any other than this one.
        Array.Clear(_refusing);
        _refusing[_current] = true;
    }
}
