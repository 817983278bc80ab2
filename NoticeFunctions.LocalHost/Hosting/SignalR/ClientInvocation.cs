using System.Text.Json;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>What a client has invoked; whether there is such a method, and how many arguments it takes, is for the functions to say.</summary>
internal sealed record ClientInvocation(string Target, JsonElement[] Arguments);

/// <summary>The failure of an invocation, in the words that the client gets.</summary>
internal sealed record InvocationFailure(string Error);
