using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using PhoneNumbers;

namespace NoticeFunctions.Addresses;

/// <summary>Which phone numbers this platform takes, and how it spells them: in E.164. What numbers there are in the world is asked of libphonenumber, where settings need it.</summary>
internal sealed class PhoneRules(IOptions<PhoneOptions> options)
{
    private const string NoRegion = "ZZ";
    private const int Longest = 40;

    private readonly string? region = options.Value.DefaultRegion is { Length: > 0 } named ? named : null;
    private readonly FrozenSet<string> countries = options.Value.CountryList.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The number in E.164; null with what is wrong, in the words of a fault's detail.</summary>
    public string? Read(string text, out string? fault)
    {
        string? number = PhoneNumber.IsValid(text) ? text : ReadNational(text);
        fault = number is null ? NoNumber() : countries.Count == 0 || IsOfACountry(number) ? null : $"must be a number of a country that this platform sends SMS to: {string.Join(", ", countries.Order())}";
        return fault is null ? number : null;
    }

    private string NoNumber() => region is null
        ? "must be an E.164 number: + and 7 to 15 digits, without spaces"
        : $"must be an E.164 number (+ and 7 to 15 digits, without spaces), or a number as it is dialled in {region}";

    private string? ReadNational(string text)
    {
        if (region is null || text.Length > Longest)
        {
            return null;
        }

        try
        {
            PhoneNumberUtil numbers = PhoneNumberUtil.GetInstance();
            PhoneNumbers.PhoneNumber number = numbers.Parse(text, region);
            return numbers.IsValidNumber(number) && !number.HasExtension ? numbers.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private bool IsOfACountry(string number)
    {
        try
        {
            PhoneNumberUtil numbers = PhoneNumberUtil.GetInstance();
            return numbers.GetRegionCodeForNumber(numbers.Parse(number, NoRegion)) is { } country && countries.Contains(country);
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}
