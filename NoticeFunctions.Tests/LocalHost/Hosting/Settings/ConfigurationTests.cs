using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Settings;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_setting_is_read_from_Values_and_its_double_underscore_nests()
    {
        folder.Write(LocalSettings.FileName, """{ "Values": { "Plain": "a", "Host__Keys__master": "b" }, "Host": { "CORS": "c" } }""");

        ConfigurationManager read = Read();

        read["Plain"].Should().Be("a");
        read["Host:Keys:master"].Should().Be("b");
        read["Host:CORS"].Should().Be("c");
    }

    [Fact]
    public void The_environment_overrides_local_settings_and_host_json()
    {
        folder.Write(LocalSettings.FileName, """{ "Values": { "Records__AddressKey": "file" } }""");

        ConfigurationManager read = Read(("Records__AddressKey", "environment"), ("AzureFunctionsJobHost__extensions__http__routePrefix", "v2"));

        read["Records:AddressKey"].Should().Be("environment");
        HostSettings.Read(read, []).RoutePrefix.Should().Be("v2");
    }

    [Fact]
    public void Local_settings_are_made_from_the_sample_and_random_is_filled_once_and_kept()
    {
        folder.Write(LocalSettings.SampleFileName, """{ "Values": { "One": "<random>", "Two": "<random>", "Service": "<azurite>" } }""");

        ConfigurationManager first = Read();
        ConfigurationManager second = Read();

        Convert.FromBase64String(first["One"]!).Should().HaveCount(32);
        first["Two"].Should().NotBe(first["One"]);
        second["One"].Should().Be(first["One"]);
        JsonNode.Parse(File.ReadAllText(folder.PathOf(LocalSettings.FileName)))!["Values"]!["Service"]!.GetValue<string>().Should().Be("<azurite>");
    }

    [Fact]
    public void Local_settings_hold_secrets_and_are_readable_by_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        folder.Write(LocalSettings.SampleFileName, """{ "Values": { "One": "<random>" } }""");

        Read();

#pragma warning disable CA1416 // skipped on Windows above
        File.GetUnixFileMode(folder.PathOf(LocalSettings.FileName)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    [Theory]
    [InlineData("host.json", "{ \"version\": ", "*host.json: malformed JSON at line 1, column *")]
    [InlineData("host.json", "[]", "*host.json: expected a JSON object.")]
    [InlineData("local.settings.json", "{\n  \"Values\": { \"A\": \"1\" \"B\": 2 }\n}", "*local.settings.json: malformed JSON at line 2, column *")]
    [InlineData("local.settings.json", "{ \"IsEncrypted\": true }", "*local.settings.json: IsEncrypted is true*")]
    public void A_malformed_file_stops_the_start_and_is_named_in_one_line(string file, string text, string message)
    {
        folder.Write(file, text);

        Step(() => Read()).Should().Throw<StartUpException>().WithMessage(message).Which.Message.Should().NotContain("\n");
    }

    [Fact]
    public void A_folder_without_host_json_is_no_function_app()
    {
        File.Delete(folder.PathOf("host.json"));

        Step(() => Read()).Should().Throw<StartUpException>().WithMessage("*host.json: not found*");
    }

    [Theory]
    [InlineData(new string[0], null, 7071)]
    [InlineData(new[] { "--port", "8080" }, "9000", 8080)]
    [InlineData(new[] { "--port=8081" }, null, 8081)]
    [InlineData(new string[0], "9000", 9000)]
    public void The_port_is_that_of_the_command_line_else_of_the_settings_else_7071(string[] args, string? setting, int port)
    {
        ConfigurationManager read = setting is null ? Read() : Read(("Host__LocalHttpPort", setting));

        HostSettings.Read(read, args).Port.Should().Be(port);
    }

    [Fact]
    public void An_environment_variable_PORT_is_meant_for_somebody_else()
        => HostSettings.Read(Read(("PORT", "1234")), []).Port.Should().Be(HostSettings.DefaultPort);

    [Theory]
    [InlineData("abc")]
    [InlineData("65536")]
    [InlineData("-1")]
    public void A_port_that_is_none_is_refused_by_name(string port)
        => Step(() => HostSettings.Read(Read(), ["--port", port])).Should().Throw<StartUpException>().WithMessage($"--port: '{port}' is no port*");

    [Theory]
    [InlineData("AzureWebJobs.Mine.Disabled", "true", true)]
    [InlineData("AzureWebJobs.Mine.Disabled", "1", true)]
    [InlineData("AzureWebJobs_Mine_Disabled", "True", true)]
    [InlineData("AzureWebJobs.Mine.Disabled", "false", false)]
    [InlineData("AzureWebJobs.Other.Disabled", "true", false)]
    public void A_function_is_switched_off_by_its_name(string setting, string value, bool disabled)
        => Read((setting, value)).IsDisabled("Mine").Should().Be(disabled);

    [Fact]
    public void A_switch_that_is_neither_on_nor_off_is_refused_by_name()
        => Step(() => Read(("AzureWebJobs.Mine.Disabled", "maybe")).IsDisabled("Mine"))
            .Should().Throw<StartUpException>().WithMessage("AzureWebJobs.Mine.Disabled: 'maybe' is neither true nor false.");

    private static Action Step(Func<object> step) => () => step();

    private ConfigurationManager Read(params (string Name, string Value)[] environment)
    {
        ConfigurationManager configuration = new();
        configuration.AddHostSources(folder.Root, environment.ToDictionary(e => e.Name, e => (string?)e.Value), []);
        return configuration;
    }
}
