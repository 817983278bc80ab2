using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Applications.Users;

/// <summary>Settings under <c>Users</c>: whose tokens users may bring, to reach what is theirs without their application's backend.</summary>
internal sealed class UserOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Users";

    /// <summary>The company's OpenID Connect issuer, as its tokens spell it; empty where users bring no tokens.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whom the issuer makes these tokens for: their <c>aud</c>.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The claim that names the user as applications do.</summary>
    public string Claim { get; set; } = "sub";

    /// <summary>The applications whose users are meant, with commas between; unless told, all that have the scope <c>users:connect</c>.</summary>
    public string Applications { get; set; } = "";

    /// <summary>Whether users may bring tokens.</summary>
    public bool IsEnabled => Authority.Length > 0;

    /// <summary><see cref="Applications"/>, one by one.</summary>
    public IReadOnlyList<string> ApplicationList => Applications.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Says what is wrong with the settings.</summary>
internal sealed class UserOptionsValidator(IHostEnvironment environment) : IValidateOptions<UserOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, UserOptions options)
    {
        List<string> faults = [];
        if (!options.IsEnabled)
        {
            // Whoever has set the rest believes that it holds.
            return options.Audience.Length == 0 && options.ApplicationList.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Users:Authority must be set where Users:Audience or Users:Applications is.");
        }

        if (!IssuerAddress.MayBeCalled(options.Authority, environment))
        {
            faults.Add("Users:Authority must be the https address of an OpenID Connect issuer, without a query or a fragment (http and this machine in development only).");
        }

        if (options.Audience.Length == 0)
        {
            faults.Add("Users:Audience must be set where Users:Authority is: without it, a token for anybody would do.");
        }

        if (options.Claim.Length == 0)
        {
            faults.Add("Users:Claim must name a claim.");
        }

        if (!options.ApplicationList.All(ApplicationIds.IsWellFormed))
        {
            faults.Add("Users:Applications must be ids of applications with commas between.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
