using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Shared.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>What follows a status, by the keys of the connect string.</summary>
public sealed class RejectionPolicyTests
{
    [Theory]
    [InlineData("", 0x03, RejectionAction.Terminal)]
    [InlineData("", 0x05, RejectionAction.Terminal)]
    [InlineData("", 0x08, RejectionAction.Terminal)]
    [InlineData("", 0x06, RejectionAction.Retriable)]
    [InlineData("", 0x09, RejectionAction.Retriable)]
    [InlineData("", 0x0C, RejectionAction.RetriableOther)]
    [InlineData("", 0x0D, RejectionAction.Retriable)]
    [InlineData("", 0x7F, RejectionAction.Retriable)]
    [InlineData("on_schema_error=retriable;", 0x03, RejectionAction.Retriable)]
    [InlineData("on_write_error=retriable_other;", 0x09, RejectionAction.RetriableOther)]
    [InlineData("on_server_error=terminal;", 0x06, RejectionAction.Terminal)]
    [InlineData("on_server_error=terminal;on_internal_error=retriable;", 0x06, RejectionAction.Retriable)]
    [InlineData("on_server_error=retriable;", 0x08, RejectionAction.Retriable)]
    [InlineData("on_server_error=terminal;", 0x0C, RejectionAction.RetriableOther)]
    [InlineData("on_server_error=terminal;", 0x0D, RejectionAction.Retriable)]
    [InlineData("on_server_error=terminal;", 0x7F, RejectionAction.Retriable)]
    [InlineData("on_server_error=quarantine;", 0x03, RejectionAction.Quarantine)]
    [InlineData("on_server_error=quarantine;", 0x09, RejectionAction.Retriable)]
    [InlineData("on_write_error=quarantine;", 0x09, RejectionAction.Quarantine)]
    public void The_key_of_a_status_goes_before_the_general_one_and_that_before_what_is_built_in(string keys, byte status, object action) =>
        Assert.Equal(action, RejectionPolicy.ActionOn((StatusCode)status, ConnectString.Parse($"ws::addr=a:1;{keys}")));

    [Theory]
    [InlineData("", RejectionAction.Terminal)]
    [InlineData("on_server_error=retriable;", RejectionAction.Terminal)]
    [InlineData("on_server_error=quarantine;", RejectionAction.Quarantine)]
    public void A_poisoned_frame_stops_delivery_or_goes_into_quarantine(string keys, object action) =>
        Assert.Equal(action, RejectionPolicy.ActionOnPoison(ConnectString.Parse($"ws::addr=a:1;{keys}")));
}
