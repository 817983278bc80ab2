using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications.Users;
using NSubstitute;

namespace NoticeFunctions.Tests.Applications.Users;

/// <summary>Settings that a start is refused with.</summary>
public sealed class UserOptionsTests
{
    [Theory]
    [InlineData("Production", "", "", "sub", "", null)]
    [InlineData("Production", "https://login.example.com/tenant/v2.0", "notices", "sub", "", null)]
    [InlineData("Production", "https://login.example.com/", "notices", "email", "orders, billing", null)]
    [InlineData("Development", "http://127.0.0.1:8080/realms/company", "notices", "sub", "", null)]
    [InlineData("Production", "http://127.0.0.1:8080", "notices", "sub", "", "Users:Authority")]
    [InlineData("Development", "http://login.example.com", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "http://login.example.com", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "login.example.com", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "https://login.example.com?tenant=a", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "https://ann:secret@login.example.com", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "https://login.example.com", "", "sub", "", "Users:Audience")]
    [InlineData("Production", "", "notices", "sub", "", "Users:Authority")]
    [InlineData("Production", "", "", "sub", "orders", "Users:Authority")]
    [InlineData("Production", "https://login.example.com", "notices", "", "", "Users:Claim")]
    [InlineData("Production", "https://login.example.com", "notices", "sub", "Orders", "Users:Applications")]
    public void Each_wrong_setting_is_named(string environment, string authority, string audience, string claim, string applications, string? wrong)
    {
        IHostEnvironment host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);

        ValidateOptionsResult result = new UserOptionsValidator(host).Validate(null, new UserOptions { Authority = authority, Audience = audience, Claim = claim, Applications = applications });

        result.Succeeded.Should().Be(wrong is null, result.FailureMessage);
        (result.FailureMessage ?? "").Should().StartWith(wrong ?? "");
        (result.FailureMessage ?? "").Should().NotContain("secret");
    }
}
