using QuestDb.Configuration.Values;
using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Tests.Transport;

/// <summary>Which endpoint is tried next, by what was seen of each.</summary>
public sealed class HostHealthTests
{
    [Fact]
    public void Untried_endpoints_come_in_the_order_of_the_addresses() => Assert.Equal([0, 1, 2], Order(Hosts(3)));

    [Fact]
    public void States_rank_before_the_order_of_the_addresses()
    {
        HostHealth hosts = Hosts(5);
        hosts.Failed(0, Verdict.WrongRole);
        hosts.Failed(1, Verdict.Transient);
        hosts.Failed(2, Verdict.CatchingUp);
        hosts.Succeeded(4);
        Assert.Equal([4, 3, 2, 1, 0], Order(hosts));
    }

    [Fact]
    public void The_state_ranks_before_the_zone_and_the_zone_before_the_order()
    {
        HostHealth hosts = Hosts(4, "eu-1");
        hosts.Advertised(0, "us-1");
        hosts.Advertised(2, " EU-1 ");
        Assert.Equal([2, 1, 3, 0], Order(hosts));
        hosts.Succeeded(0);
        Assert.Equal([0, 2, 1, 3], Order(hosts));
    }

    [Fact]
    public void Without_a_zone_of_its_own_the_client_is_at_home_everywhere()
    {
        HostHealth hosts = Hosts(2, " ");
        hosts.Advertised(0, "us-1");
        Assert.Equal(ZoneTier.Same, hosts.Tier(0));
    }

    [Fact]
    public void An_endpoint_that_names_no_zone_keeps_the_one_it_had()
    {
        HostHealth hosts = Hosts(1, "eu-1");
        hosts.Advertised(0, null);
        Assert.Equal(ZoneTier.Unknown, hosts.Tier(0));
        hosts.Advertised(0, "us-1");
        hosts.Advertised(0, "");
        hosts.Forget();
        Assert.Equal(ZoneTier.Other, hosts.Tier(0));
    }

    [Fact]
    public void A_new_outage_forgets_all_but_the_endpoint_that_was_healthy_last()
    {
        HostHealth hosts = Hosts(4);
        hosts.Succeeded(3);
        hosts.Succeeded(2);
        hosts.Failed(0, Verdict.WrongRole);
        hosts.Forget();
        Assert.Equal([2, 0, 1, 3], Order(hosts));
    }

    [Fact]
    public void A_healthy_endpoint_of_another_zone_is_not_kept()
    {
        HostHealth hosts = Hosts(2, "eu-1");
        hosts.Advertised(1, "us-1");
        hosts.Succeeded(1);
        hosts.Forget();
        Assert.Equal(HostState.Unknown, hosts.State(1));
    }

    [Fact]
    public void A_connection_that_breaks_demotes_its_endpoint_before_the_next_pick()
    {
        HostHealth hosts = Hosts(2);
        hosts.Succeeded(0);
        hosts.Lost(0);
        Assert.Equal([1, 0], Order(hosts));
    }

    [Fact]
    public void A_connection_that_breaks_does_not_hide_a_role_that_was_seen_since()
    {
        HostHealth hosts = Hosts(1);
        hosts.Failed(0, Verdict.CatchingUp);
        hosts.Lost(0);
        Assert.Equal(HostState.TransientReject, hosts.State(0));
    }

    [Fact]
    public void Rounds_of_different_callers_do_not_take_each_others_endpoints()
    {
        HostHealth hosts = Hosts(2);
        HostRound one = hosts.BeginRound();
        HostRound other = hosts.BeginRound();
        Assert.True(one.MoveNext() && other.MoveNext());
        Assert.Equal((0, 0), (one.Host, other.Host));
    }

    private static HostHealth Hosts(int count, string? zone = null) =>
        new([.. Enumerable.Range(0, count).Select(static i => new Endpoint("host", 9000 + i))], zone);

    private static List<int> Order(HostHealth hosts)
    {
        var order = new List<int>();
        for (HostRound round = hosts.BeginRound(); round.MoveNext();) order.Add(round.Host);
        return order;
    }
}
