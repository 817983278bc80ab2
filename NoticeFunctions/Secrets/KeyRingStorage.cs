using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Secrets;

/// <summary>Where Data Protection's key ring is kept: in the storage account of the host.</summary>
internal sealed class KeyRingStorage
{
    /// <summary>The setting's name: the one that the Functions host has its own storage from.</summary>
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>The container.</summary>
    public const string Container = "notice-secrets";

    /// <summary>The blob.</summary>
    public const string Blob = "data-protection.xml";

    /// <summary>The account's connection string.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The blob, which need not be there.</summary>
    public BlobClient Open() => new(ConnectionString, Container, Blob);
}

/// <summary>Says what is wrong with the setting.</summary>
internal sealed class KeyRingStorageValidator : IValidateOptions<KeyRingStorage>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, KeyRingStorage options)
    {
        try
        {
            return options.Open() is not null ? ValidateOptionsResult.Success : ValidateOptionsResult.Skip;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return ValidateOptionsResult.Fail($"{KeyRingStorage.Setting} must be the connection string of a storage account: the key ring that protects secrets is kept there.");
        }
    }
}
