using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Orchestration;

/// <summary>Settings of what recipients may unsubscribe from.</summary>
internal sealed class SubscriptionOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Subscriptions";

    /// <summary>The categories that are subscriptions: mail of theirs carries a link to unsubscribe (<c>Subscriptions__Categories__0</c> …).</summary>
    public IList<string> Categories { get; init; } = [];
}

/// <summary>Stops a start with a category that no notice can have.</summary>
internal sealed partial class SubscriptionOptionsValidator : IValidateOptions<SubscriptionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SubscriptionOptions options) =>
        options.Categories.FirstOrDefault(category => !Category().IsMatch(category)) is { } wrong
            ? ValidateOptionsResult.Fail($"Subscriptions:Categories has {wrong}: a category has 1 to 64 of a-z, 0-9 and -.")
            : ValidateOptionsResult.Success;

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Category();
}
