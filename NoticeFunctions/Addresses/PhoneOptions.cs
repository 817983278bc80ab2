using Microsoft.Extensions.Options;
using PhoneNumbers;

namespace NoticeFunctions.Addresses;

/// <summary>Settings of phone numbers, under <c>Sms</c>.</summary>
internal sealed class PhoneOptions
{
    /// <summary>The section these settings stand in.</summary>
    public const string Section = "Sms";

    /// <summary>The region (ISO 3166-1, two letters) whose national numbers are taken too; without it a number must be in E.164.</summary>
    public string? DefaultRegion { get; set; }

    /// <summary>The regions that numbers may be of, with commas between; all of them unless told.</summary>
    public string? Countries { get; set; }

    /// <summary><see cref="Countries"/>, one by one.</summary>
    public IReadOnlyList<string> CountryList => Countries?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

/// <summary>Stops a start with a region that there is not: its rule would refuse every number.</summary>
internal sealed class PhoneOptionsValidator : IValidateOptions<PhoneOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PhoneOptions options)
    {
        List<string> wrong = [];
        if (options.DefaultRegion is { Length: > 0 } region && !IsRegion(region))
        {
            wrong.Add("Sms:DefaultRegion must be a region of ISO 3166-1 in two capital letters, such as DE.");
        }

        if (!options.CountryList.All(IsRegion))
        {
            wrong.Add("Sms:Countries must be regions of ISO 3166-1 in two capital letters with commas between, such as DE,AT,CH.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsRegion(string text) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(text);
}
