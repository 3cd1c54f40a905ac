using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The endpoint that a delivery uses, and which come after all others: those whose last connection ended before any progress, so
/// that an endpoint which takes connections and nothing else does not keep the rows from the next one.
/// </summary>
/// <remarks>Of the send loop.</remarks>
internal sealed class EndpointRotation(HostHealth hosts)
{
    private readonly bool[] _refusing = new bool[hosts.Endpoints.Count];
    private int _current;

    /// <summary>The endpoint that was tried last.</summary>
    public Endpoint Current => hosts.Endpoints[_current];

    /// <summary>Begins a walk over the endpoints; each that it comes to is to be told with <see cref="Use"/>.</summary>
    public HostRound BeginRound() => hosts.BeginRound(_refusing);

    /// <summary>Goes on to the endpoint of a round.</summary>
    public void Use(HostRound round) => _current = round.Host;

    /// <summary>Gives every endpoint a new chance, before the round after a fruitless one.</summary>
    public void Forget() => hosts.Forget();

    /// <summary>The connection to the endpoint broke.</summary>
    public void Lost() => hosts.Lost(_current);

    /// <summary>The endpoint says that it takes no writes.</summary>
    public void WrongRole() => hosts.Failed(_current, Verdict.WrongRole);

    /// <summary>A connection ended.</summary>
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
