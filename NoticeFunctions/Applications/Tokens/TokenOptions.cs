using Microsoft.Extensions.Options;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>Settings under <c>Tokens</c>.</summary>
internal sealed class TokenOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tokens";

    /// <summary>The longest life of a token, in minutes.</summary>
    public const int LongestMinutes = 15;

    /// <summary>How long a token is good for, in minutes: 1 to <see cref="LongestMinutes"/>.</summary>
    public int LifetimeMinutes { get; set; } = LongestMinutes;

    /// <summary>How long the platform uses one of its own keys before the next one takes its place, in days: 1 to 365.</summary>
    public int KeyDays { get; set; } = 30;

    /// <summary>How long a token is good for.</summary>
    public TimeSpan Lifetime => TimeSpan.FromMinutes(LifetimeMinutes);

    /// <summary>How long a platform key is used.</summary>
    public TimeSpan KeyAge => TimeSpan.FromDays(KeyDays);
}

/// <summary>Says what is wrong with the settings.</summary>
internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private const int MostKeyDays = 365;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        List<string> faults = [];
        if (options.LifetimeMinutes is < 1 or > TokenOptions.LongestMinutes)
        {
            faults.Add($"Tokens:LifetimeMinutes must be from 1 to {TokenOptions.LongestMinutes}.");
        }

        if (options.KeyDays is < 1 or > MostKeyDays)
        {
            faults.Add($"Tokens:KeyDays must be from 1 to {MostKeyDays}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
