using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Hands over what a client needs to connect: as <see cref="SignalRConnectionInfo"/>, or as its JSON in a string.</summary>
public sealed class SignalRConnectionInfoInputAttribute : InputBindingAttribute
{
    /// <summary>The setting that names the service; null is <c>AzureSignalRConnectionString</c>.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The hub to connect to, or <c>%Setting%</c>.</summary>
    public string? HubName { get; set; }

    /// <summary>
    /// Who the client will be: text with <c>{headers.NAME}</c> and <c>{query.NAME}</c> in it. A request without the named value is
    /// answered 500 with an empty body before the function runs. Null connects an anonymous client.
    /// </summary>
    public string? UserId { get; set; }

    /// <summary>A token of the caller's, from which claims are copied. LocalHost refuses it at start.</summary>
    public string? IdToken { get; set; }

    /// <summary>The types of the claims to copy. LocalHost refuses it at start.</summary>
    public string[]? ClaimTypeList { get; set; }
}
