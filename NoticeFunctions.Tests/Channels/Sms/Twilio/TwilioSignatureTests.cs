using Microsoft.Extensions.Primitives;
using NoticeFunctions.Channels.Sms.Twilio;

namespace NoticeFunctions.Tests.Channels.Sms.Twilio;

public sealed class TwilioSignatureTests
{
    // The example of Twilio's documentation and packages.
    private const string Token = "12345";
    private const string Address = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static Dictionary<string, StringValues> Form() => new()
    {
        ["Digits"] = "1234",
        ["To"] = "+18005551212",
        ["From"] = "+14158675309",
        ["Caller"] = "+14158675309",
        ["CallSid"] = "CA1234567890ABCDE",
    };

    private static bool IsRight(string token = Token, string address = Address, Dictionary<string, StringValues>? form = null, string signature = Signature) =>
        TwilioSignature.IsRight(token, new Uri(address), form ?? Form(), signature);

    [Fact]
    public void The_published_example_is_right() => IsRight().Should().BeTrue();

    [Fact]
    public void The_published_example_of_a_parameter_that_comes_repeatedly_is_right() =>
        IsRight(form: new() { ["Sid"] = "CA123", ["SidAccount"] = "AC123", ["Digits"] = new StringValues(["5678", "1234", "1234"]) }, signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=").Should().BeTrue();

    [Theory]
    [InlineData("https://mycompany.com:443/myapp.php?foo=1&bar=2", Signature)]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", Signature)]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "CYn1h0gLBdNxDGkKJg6hYohgeD8=")]
    public void An_address_may_be_signed_with_its_port_or_without(string address, string signature) => IsRight(address: address, signature: signature).Should().BeTrue();

    [Fact]
    public void Whatever_is_changed_makes_it_wrong()
    {
        IsRight(token: "12346").Should().BeFalse();
        IsRight(address: Address + "&more=1").Should().BeFalse();
        IsRight(address: Address.Replace("https", "http")).Should().BeFalse();
        IsRight(address: Address.Replace("mycompany", "another")).Should().BeFalse();
        Dictionary<string, StringValues> form = Form();
        form["Digits"] = "1235";
        IsRight(form: form).Should().BeFalse();
        form = Form();
        form["More"] = "";
        IsRight(form: form).Should().BeFalse();
        form = Form();
        form.Remove("Digits");
        IsRight(form: form).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8=RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("????????????????????????????")]
    public void What_is_no_signature_is_wrong(string signature) => IsRight(signature: signature).Should().BeFalse();
}
