using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

public sealed class HubMembersTests
{
    [Fact]
    public void A_hub_keeps_so_many_memberships_and_no_more()
    {
        HubActions actions = new(new HubDirectory(new HubLimits { MostMemberships = 2 }));
        void Join(string user, string group) => actions.Run("chat", new SignalRGroupAction(SignalRGroupActionType.Add) { UserId = user, GroupName = group });
        Join("ann", "one");
        Join("ben", "one");
        Join("ben", "one");

        Action third = () => Join("cid", "one");

        third.Should().Throw<InvalidOperationException>().WithMessage("The hub keeps 2 memberships*");
        actions.Run("chat", new SignalRGroupAction(SignalRGroupActionType.RemoveAll) { UserId = "ann" });
        third.Should().NotThrow();
    }

    [Fact]
    public void A_message_that_is_none_is_refused()
    {
        HubActions actions = new(new HubDirectory(new HubLimits()));

        actions.Invoking(a => a.Run("chat", "text")).Should().Throw<ArgumentException>();
        actions.Invoking(a => a.Run("chat", new SignalRMessageAction(""))).Should().Throw<ArgumentException>();
    }
}
