using Microsoft.Extensions.Options;

namespace NoticeFunctions.Applications;

/// <summary>The one credential that is there before any application is.</summary>
internal sealed class BootstrapOptions
{
    /// <summary>The section it stands in.</summary>
    public const string Section = "Notices";

    /// <summary>Shorter ones could be guessed.</summary>
    public const int ShortestSecret = 16;

    /// <summary>The secret of client <c>admin</c>.</summary>
    public string BootstrapAdminSecret { get; set; } = "";
}

/// <summary>Stops a start that nobody could administer, or anybody.</summary>
internal sealed class BootstrapOptionsValidator : IValidateOptions<BootstrapOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BootstrapOptions options) =>
        options.BootstrapAdminSecret.Length >= BootstrapOptions.ShortestSecret
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Notices:BootstrapAdminSecret must have at least {BootstrapOptions.ShortestSecret} characters (openssl rand -base64 32); in the environment it is Notices__BootstrapAdminSecret.");
}
