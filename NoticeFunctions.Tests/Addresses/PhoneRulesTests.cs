using Microsoft.Extensions.Options;
using NoticeFunctions.Addresses;

namespace NoticeFunctions.Tests.Addresses;

public sealed class PhoneRulesTests
{
    private static string? Read(string text, string? region = null, string? countries = null) => Rules(region, countries).Read(text, out _);

    private static PhoneRules Rules(string? region, string? countries) => new(Options.Create(new PhoneOptions { DefaultRegion = region, Countries = countries }));

    [Theory]
    [InlineData("+14155550100", "+14155550100")]
    [InlineData("+49 170 1234567", null)]
    [InlineData("0170 1234567", null)]
    [InlineData("(415) 555-0100", null)]
    public void Without_a_region_a_number_is_in_E_164(string text, string? number) => Read(text).Should().Be(number);

    [Theory]
    [InlineData("DE", "0170 1234567", "+491701234567")]
    [InlineData("DE", "0170/123-45.67", "+491701234567")]
    [InlineData("DE", "+49 (0)170 1234567", "+491701234567")]
    [InlineData("DE", "0033 6 12 34 56 78", "+33612345678")]
    [InlineData("DE", "+14155550100", "+14155550100")]
    [InlineData("US", "(415) 555-2671", "+14155552671")]
    [InlineData("CN", "159 0000 0000", "+8615900000000")]
    [InlineData("DE", "110", null)]
    [InlineData("DE", "0170 1234567 ext. 5", null)]
    [InlineData("DE", "nobody", null)]
    [InlineData("DE", "", null)]
    public void With_a_region_its_national_numbers_are_taken_and_kept_in_E_164(string region, string text, string? number) => Read(text, region).Should().Be(number);

    [Theory]
    [InlineData("+491701234567", "DE,AT", true)]
    [InlineData("+436641234567", "DE, AT", true)]
    [InlineData("+14155552671", "DE,AT", false)]
    [InlineData("+14155552671", "US", true)]
    [InlineData("+15062345678", "US", false)]
    [InlineData("+9999999999", "US", false)]
    public void A_number_is_of_one_of_the_countries(string text, string countries, bool expected) => (Read(text, countries: countries) is not null).Should().Be(expected);

    [Fact]
    public void What_is_wrong_is_told_without_the_number()
    {
        Rules(null, null).Read("0170 1234567", out string? nothing);
        Rules("DE", null).Read("12", out string? national);
        Rules("DE", "DE,AT").Read("+14155552671", out string? foreign);

        nothing.Should().Be("must be an E.164 number: + and 7 to 15 digits, without spaces");
        national.Should().Be("must be an E.164 number (+ and 7 to 15 digits, without spaces), or a number as it is dialled in DE");
        foreign.Should().Be("must be a number of a country that this platform sends SMS to: AT, DE");
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "", null)]
    [InlineData("DE", "DE,AT", null)]
    [InlineData("Germany", null, "Sms:DefaultRegion must be")]
    [InlineData("de", null, "Sms:DefaultRegion must be")]
    [InlineData(null, "DE;AT", "Sms:Countries must be")]
    public void Wrong_settings_are_named(string? region, string? countries, string? wrong)
    {
        ValidateOptionsResult result = new PhoneOptionsValidator().Validate(null, new PhoneOptions { DefaultRegion = region, Countries = countries });

        result.Succeeded.Should().Be(wrong is null);
        (result.FailureMessage?.StartsWith(wrong ?? "none", StringComparison.Ordinal) ?? wrong is null).Should().BeTrue();
    }
}
