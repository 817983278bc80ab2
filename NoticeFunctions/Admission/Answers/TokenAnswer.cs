using System.Text.Json.Serialization;
using NoticeFunctions.Applications.Authentication;

namespace NoticeFunctions.Admission.Answers;

/// <summary>A token (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">How long it is good for, in seconds.</param>
/// <param name="Scope">What it allows: names with a space between.</param>
internal sealed record TokenAnswer(string AccessToken, string TokenType, long ExpiresIn, string Scope);

/// <summary>How the token endpoint spells its answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenError))]
internal sealed partial class TokenJson : JsonSerializerContext;
