using System.Text.Json.Nodes;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tracking;

/// <summary>Content as callers write it.</summary>
internal static class ContentAnswer
{
    /// <summary>A text where there is nothing else, an object of the forms otherwise.</summary>
    public static JsonNode Of(NoticeContent content)
    {
        if (content is { Html: null, Sms: null, Push: null })
        {
            return content.Text;
        }

        JsonObject forms = new() { ["text"] = content.Text };
        foreach ((string name, string? form) in ((string, string?)[])[("html", content.Html), ("sms", content.Sms), ("push", content.Push)])
        {
            if (form is not null)
            {
                forms[name] = form;
            }
        }

        return forms;
    }
}
