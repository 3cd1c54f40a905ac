using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Tests.Transport;

/// <summary>What a round that found no endpoint says.</summary>
public sealed class HostRoundTests
{
    private readonly HostHealth _hosts = new([new Endpoint("a", 1), new Endpoint("b", 2)], "eu-1");

    [Fact]
    public void All_endpoints_refusing_by_role_is_an_error_of_its_own()
    {
        HostRound round = Failed(Error(ErrorCode.RoleRejected, Verdict.WrongRole), Error(ErrorCode.RoleRejected, Verdict.CatchingUp));
        Assert.True(round.OnlyRoleRejects);
        Assert.Equal(ErrorCode.RoleRejected, round.Failure().Code);
        Assert.Equal((HostState.TopologyReject, HostState.TransientReject), (_hosts.State(0), _hosts.State(1)));
    }

    [Theory]
    [InlineData(ErrorCode.ConnectFailed, ErrorCode.ConnectFailed, ErrorCode.ConnectFailed)]
    [InlineData(ErrorCode.ProtocolUnsupported, ErrorCode.ProtocolUnsupported, ErrorCode.ProtocolUnsupported)]
    [InlineData(ErrorCode.RoleRejected, ErrorCode.ConnectFailed, ErrorCode.ConnectFailed)]
    public void Endpoints_that_can_not_be_used_are_told_with_each_reason(ErrorCode first, ErrorCode second, ErrorCode expected)
    {
        HostRound round = Failed(Error(first, first == ErrorCode.RoleRejected ? Verdict.WrongRole : Verdict.Transient),
            Error(second, Verdict.Transient));
        QuestDbException e = round.Failure();
        Assert.False(round.OnlyRoleRejects);
        Assert.Equal(expected, e.Code);
        Assert.Contains($"error {first}.", e.Message, StringComparison.Ordinal);
        Assert.Contains($"error {second}.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_failure_is_told_as_it_is()
    {
        HostRound round = _hosts.BeginRound();
        round.MoveNext();
        QuestDbException error = Error(ErrorCode.ProtocolUnsupported, Verdict.Transient);
        round.Failed(error);
        Assert.Same(error, round.Failure());
    }

    [Fact]
    public void A_refusal_tells_the_zone_of_its_server()
    {
        HostRound round = _hosts.BeginRound();
        round.MoveNext();
        round.Failed(new QuestDbException(ErrorCode.RoleRejected, "no") { Verdict = Verdict.WrongRole, ServerZone = "us-1" });
        Assert.Equal(ZoneTier.Other, _hosts.Tier(0));
    }

    private HostRound Failed(params ReadOnlySpan<QuestDbException> errors)
    {
        HostRound round = _hosts.BeginRound();
        foreach (QuestDbException error in errors)
        {
            Assert.True(round.MoveNext());
            round.Failed(error);
        }

        Assert.False(round.MoveNext());
        return round;
    }

    private static QuestDbException Error(ErrorCode code, Verdict verdict) => new(code, $"error {code}.") { Verdict = verdict };
}
