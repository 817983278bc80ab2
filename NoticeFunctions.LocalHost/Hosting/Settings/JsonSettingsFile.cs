using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>Reads a JSON file into configuration keys; what is wrong with it is said with file, line and column.</summary>
internal static class JsonSettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file's leaves by their path, parts joined with a colon. A file that isn't there has none.</summary>
    /// <exception cref="StartUpException">The file is no JSON object, or names one member twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            using (JsonDocument document = JsonDocument.Parse(bytes.AsMemory(Bom(bytes)), Lenient))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    throw new StartUpException($"{path}: expected a JSON object.");
                }
            }

            using MemoryStream stream = new(bytes);
            return [.. new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable().Where(pair => pair.Value is not null)];
        }
        catch (JsonException e)
        {
            throw new StartUpException($"{path}: malformed JSON at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.", e);
        }
        catch (FormatException e)
        {
            throw new StartUpException($"{path}: {e.Message}", e);
        }
    }

    private static int Bom(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
}
