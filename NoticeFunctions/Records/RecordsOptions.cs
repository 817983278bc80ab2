using System.Buffers.Text;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Records;

/// <summary>Settings under <c>Records</c>.</summary>
internal sealed class RecordsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Records";

    /// <summary>The key of the recipient index: 32 random bytes, base64. With another key, recipients of earlier notices are not found.</summary>
    public string AddressKey { get; set; } = "";
}

/// <summary>Says what is wrong with the settings, and how to put it right.</summary>
internal sealed class RecordsOptionsValidator : IValidateOptions<RecordsOptions>
{
    private const int KeyLength = 32;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, RecordsOptions options) =>
        Base64.IsValid(options.AddressKey, out int length) && length == KeyLength
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Records:AddressKey must be {KeyLength} random bytes in base64 (openssl rand -base64 {KeyLength}).");
}
