using System.Text.Json;
using NoticeFunctions.Intake.Validation;

namespace NoticeFunctions.Intake;

/// <summary>Tells whether a large body is one that may be: a notice with attachments in it.</summary>
internal static class InlineAttachments
{
    /// <summary>Whether a body holds attachments with their contents. What is no JSON holds none.</summary>
    public static bool AreIn(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body.StartsWith("\uFEFF"u8) ? body[3..] : body, new JsonReaderOptions { MaxDepth = JsonBody.Depth });
            bool isWithin = false;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                isWithin = reader.CurrentDepth == 1 ? reader.ValueTextEquals(AttachmentReader.Member) : isWithin;
                if (isWithin && reader.CurrentDepth == 3 && reader.ValueTextEquals("content"u8))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // What is wrong with it is told by whoever reads it.
        }

        return false;
    }
}
