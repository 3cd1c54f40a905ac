using QuestDb.Configuration.Values;
using QuestDb.Errors;

namespace QuestDb.Transport;

/// <summary>One walk over the endpoints of a client: each is tried at most once, without a pause between them. Of one caller.</summary>
internal sealed class HostRound(HostHealth health, IReadOnlyList<bool>? last)
{
    private readonly bool[] _taken = last is null ? new bool[health.Endpoints.Count] : [.. last];
    private bool _inLast = last is null;
    private readonly List<QuestDbException> _failures = [];

    /// <summary>Place of the endpoint that is being tried.</summary>
    public int Host { get; private set; } = -1;

    public Endpoint Endpoint => health.Endpoints[Host];

    /// <summary>Whether every endpoint tried so far answered, and refused because of its role.</summary>
    public bool OnlyRoleRejects => _failures.TrueForAll(static e => e.Verdict is Verdict.CatchingUp or Verdict.WrongRole);

    /// <summary>Goes on to the best endpoint that was not tried; false when the round is over.</summary>
    public bool MoveNext()
    {
        int next = health.Pick(_taken);
        if (next < 0 && !_inLast)
        {
            _inLast = true;
            for (int i = 0; i < _taken.Length; i++) _taken[i] = !last![i];
            next = health.Pick(_taken);
        }

        if (next < 0) return false;
        _taken[next] = true;
        Host = next;
        return true;
    }

    /// <summary>The endpoint took the connection.</summary>
    public void Succeeded() => health.Succeeded(Host);

    /// <summary>The endpoint did not, or it is not what is needed.</summary>
    public void Failed(QuestDbException error)
    {
        health.Advertised(Host, error.ServerZone);
        health.Failed(Host, error.Verdict);
        _failures.Add(error);
    }

    /// <summary>
    /// Why the round failed: the one error there is, or one with all of them. All endpoints refusing by role is
    /// <see cref="ErrorCode.RoleRejected"/>; none that could be reached, or different reasons, <see cref="ErrorCode.ConnectFailed"/>.
    /// </summary>
    public QuestDbException Failure()
    {
        if (_failures.Count == 1) return _failures[0];
        ErrorCode first = _failures[0].Code;
        ErrorCode code = _failures.TrueForAll(e => e.Code == first) ? first : ErrorCode.ConnectFailed;
        string reason = code switch
        {
            ErrorCode.RoleRejected => "refused because of its role",
            ErrorCode.ConnectFailed => "failed",
            _ => "failed alike",
        };
        return new QuestDbException(code,
            $"Every endpoint of addr ({_failures.Count}) {reason}. {string.Join(' ', _failures.Select(static e => e.Message))}",
            new AggregateException(_failures))
        {
            Verdict = !OnlyRoleRejects ? Verdict.Transient
                : _failures.Exists(static e => e.Verdict == Verdict.CatchingUp) ? Verdict.CatchingUp
                : Verdict.WrongRole,
        };
    }
}
