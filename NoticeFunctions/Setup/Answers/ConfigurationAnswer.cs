using System.Text.Json.Serialization;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Setup.Answers;

/// <summary>A channel configuration as its owner sees it; others see of a shared one what it takes to name it. A secret is never in it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">The kind of provider.</param>
/// <param name="Shared">Whether every application may use it.</param>
/// <param name="Default">Whether notices that name no configuration go by it: the owner's own, or those of applications without a default of their own.</param>
/// <param name="Enabled">Whether it is in use.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
internal sealed record ConfigurationAnswer(
    Channel Channel, string Name, string Provider, bool Shared, bool Default, bool Enabled, DateTimeOffset Created, DateTimeOffset Updated)
{
    /// <summary>The configuration to turn to where this one fails for now.</summary>
    public string? Fallback { get; init; }

    /// <summary>The settings that are no secrets.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>The settings that are secrets, each with the fingerprint by which its owner tells which one stands there.</summary>
    public IReadOnlyDictionary<string, string>? Fingerprints { get; init; }

    /// <summary>A configuration.</summary>
    /// <param name="all">All of its owner's.</param>
    /// <param name="one">It.</param>
    /// <param name="toOwner">Whether its owner asks.</param>
    public static ConfigurationAnswer Of(OwnerConfigurations all, ChannelConfiguration one, bool toOwner) => new(
        one.Channel, one.Name, one.Provider, one.Owner == ChannelConfiguration.Shared, all.IsDefault(one), !one.Disabled, one.Created, one.Updated)
    {
        Fallback = toOwner ? one.Fallback : null,
        Settings = toOwner ? one.Settings : null,
        Fingerprints = toOwner ? one.Secrets.ToDictionary(secret => secret.Key, secret => secret.Value.Fingerprint) : null,
    };
}

/// <summary>What a provider said to a test.</summary>
/// <param name="Result">accepted, transientFailure or permanentFailure.</param>
/// <param name="Provider">Who was asked.</param>
/// <param name="ProviderMessageId">The provider's own id of the message.</param>
/// <param name="Error">What it said against it.</param>
internal sealed record TestAnswer(
    AttemptResult Result,
    string Provider,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ProviderMessageId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Error);
