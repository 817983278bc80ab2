using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Records;

/// <summary>How much inboxes keep.</summary>
internal sealed class InboxOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Inbox";

    /// <summary>For how many days a notice stays in an inbox; no longer than records are kept, for its text stands there.</summary>
    [Range(1, 3650)]
    public int Days { get; set; } = 30;

    /// <summary>How many notices the inbox of a user keeps, the newest.</summary>
    [Range(1, 10_000)]
    public int Items { get; set; } = 1000;

    /// <summary>How many that of a user keeps who has never connected or looked: it may be a misspelt one.</summary>
    [Range(1, 10_000)]
    public int ItemsOfUnknown { get; set; } = 100;

    /// <summary><see cref="Days"/> as a duration.</summary>
    public TimeSpan Period => TimeSpan.FromDays(Days);
}

/// <summary>Stops a start with settings that make no sense together, naming them.</summary>
internal sealed class InboxOptionsValidator(IOptions<RetentionOptions> retention) : IValidateOptions<InboxOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, InboxOptions options) =>
        options.Period > retention.Value.Period ? ValidateOptionsResult.Fail("Inbox:Days can't be more than Retention:Days: an inbox shows what the records keep.")
        : options.ItemsOfUnknown > options.Items ? ValidateOptionsResult.Fail("Inbox:ItemsOfUnknown can't be more than Inbox:Items.")
        : ValidateOptionsResult.Success;
}
