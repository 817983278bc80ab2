using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>What clients do, told to the app's SignalR functions one after the other for each client.</summary>
internal sealed class ClientHub(HubEvents events, HubTriggers triggers) : Hub
{
    private HubPrincipal Client => (HubPrincipal)Context.User!;

    public override Task OnConnectedAsync() => RaiseAsync(SignalRInvocationCategory.Connections, HubTriggers.Connected);

    public override Task OnDisconnectedAsync(Exception? exception)
        => RaiseAsync(SignalRInvocationCategory.Connections, HubTriggers.Disconnected, error: exception?.Message);

    /// <summary>Every method that a client invokes: <see cref="ServerlessJsonProtocol"/> brings them here.</summary>
    /// <returns>Null, as an isolated function has no way to answer, or an <see cref="InvocationFailure"/>.</returns>
    public async Task<object?> Invoke(ClientInvocation call)
    {
        if (!triggers.Listens)
        {
            // A service without an upstream ends the connection of a client that says something.
            Context.Abort();
            return null;
        }

        return await RaiseAsync(SignalRInvocationCategory.Messages, call.Target, [.. call.Arguments.Cast<object>()]);
    }

    private async Task<InvocationFailure?> RaiseAsync(SignalRInvocationCategory category, string what, object[]? arguments = null, string? error = null)
    {
        SignalRInvocationContext invocation = HubInvocations.Of(Client, Context, category, what);
        invocation.Arguments = arguments;
        invocation.Error = error;
        return triggers.Find(Client.Hub, category, what) is not { } function
            ? new InvocationFailure("Invocation failed, status code 404")
            : await events.RaiseAsync(function, invocation, category == SignalRInvocationCategory.Messages ? Context.ConnectionAborted : CancellationToken.None) is { } failed
                ? new InvocationFailure(failed)
                : null;
    }
}
