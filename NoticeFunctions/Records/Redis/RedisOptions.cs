using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Where the records are.</summary>
internal sealed class RedisOptions
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "Redis";

    /// <summary>A StackExchange.Redis connection string: <c>host:port,password=…,ssl=true</c>.</summary>
    public string ConnectionString { get; set; } = "";
}

/// <summary>Says what is wrong with the setting.</summary>
internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        const string Example = "it must be a connection string such as localhost:6379 or host:6380,ssl=true,password=….";
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Fail($"{RedisOptions.Setting} is not set: {Example}");
        }

        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{RedisOptions.Setting} names no host: {Example}");
        }
        catch (ArgumentException)
        {
            // The text may hold a password, so it is not repeated.
            return ValidateOptionsResult.Fail($"{RedisOptions.Setting} can't be read: {Example}");
        }
    }
}
