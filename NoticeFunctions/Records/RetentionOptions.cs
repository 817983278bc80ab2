using Microsoft.Extensions.Options;

namespace NoticeFunctions.Records;

/// <summary>Settings under <c>Retention</c>: how long what has ended is kept.</summary>
internal sealed class RetentionOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Retention";

    /// <summary>Days that a notice's record (and with it its idempotency key) outlives its end, and a delivery the closing of its occurrence; 1 to 3,650.</summary>
    public int Days { get; set; } = 30;

    /// <summary>Hours that a finished orchestration instance is kept; never longer than the record. 0 to 87,600.</summary>
    public int InstanceHours { get; set; } = 1;

    /// <summary><see cref="Days"/> as a span.</summary>
    public TimeSpan Period => TimeSpan.FromDays(Days);
}

/// <summary>Says what is wrong with the settings.</summary>
internal sealed class RetentionOptionsValidator : IValidateOptions<RetentionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        if (options.Days is < 1 or > 3650)
        {
            faults.Add($"Retention:Days is {options.Days}: it must be 1 to 3650.");
        }

        if (options.InstanceHours < 0 || options.InstanceHours > options.Days * 24)
        {
            faults.Add($"Retention:InstanceHours is {options.InstanceHours}: it must be 0 or more, and no longer than Retention:Days.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
