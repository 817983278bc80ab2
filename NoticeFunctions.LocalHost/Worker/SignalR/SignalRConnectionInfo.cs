namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a client needs to connect to a hub, as its negotiation hands it over.</summary>
public sealed class SignalRConnectionInfo
{
    /// <summary>Where the client connects to.</summary>
    public string Url { get; set; } = "";

    /// <summary>What it shows there: a token for one user and one hub, good for an hour.</summary>
    public string AccessToken { get; set; } = "";
}
