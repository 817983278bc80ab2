using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Attachments as asked for, checked.</summary>
/// <param name="Attachments">Each of them.</param>
/// <param name="Files">Those that came along, in their order.</param>
internal sealed record AttachmentsDraft(IReadOnlyList<NoticeAttachment> Attachments, IReadOnlyList<AttachedFile> Files);

/// <summary>Reads <c>attachments</c>: up to 10 files, each with its content in base64 or a URL to fetch it from when the notice is delivered.</summary>
internal sealed partial class AttachmentReader(AttachmentAddresses addresses)
{
    /// <summary>The member it reads.</summary>
    public const string Member = "attachments";

    private static readonly string[] Members = ["name", "contentType", "content", "url"];
    private static readonly JsonObject Example = new() { ["name"] = "invoice.pdf", ["contentType"] = "application/pdf", ["content"] = "JVBERi0xLjc=" };
    private static readonly JsonArray ListExample = [Example.DeepClone(), new JsonObject { ["name"] = "terms.pdf", ["url"] = "https://example.com/terms.pdf" }];

    /// <summary>The attachments; null when there are none. What is wrong in them is left out, with faults.</summary>
    public AttachmentsDraft? Read(ObjectReader notice, FaultList faults)
    {
        if (notice.Items(Member, ListExample) is not { } items)
        {
            return null;
        }

        if (items.Count is 0 or > AttachmentLimits.Count)
        {
            notice.Fault(Member, $"must hold 1 to {AttachmentLimits.Count} attachments, or be left out", ListExample.DeepClone());
            return null;
        }

        List<NoticeAttachment> attachments = [];
        List<AttachedFile> files = [];
        foreach ((int index, JsonElement item) in items.Index())
        {
            if (ObjectReader.Open(item, $"{notice.At(Member)}/{index}", faults, Members, Example.DeepClone()) is { } reader)
            {
                ReadOne(reader, attachments, files);
            }
        }

        if (files.Sum(file => (long)file.Content.Length) > AttachmentLimits.Bytes)
        {
            notice.Fault(Member, $"may have at most {AttachmentLimits.Bytes} bytes together", example: null);
        }

        return new AttachmentsDraft(attachments, files);
    }

    private void ReadOne(ObjectReader reader, List<NoticeAttachment> attachments, List<AttachedFile> files)
    {
        if (!reader.Has("name"))
        {
            reader.Fault("name", "is required: what the file is called", "invoice.pdf");
        }

        string? name = reader.Text("name", IsName, $"must have 1 to {AttachmentLimits.NameCharacters} characters, no control characters, and name a file without a folder", "invoice.pdf");
        if (reader.Has("content") == reader.Has("url"))
        {
            reader.Fault("content", "must be there, or url: one of the two", "JVBERi0xLjc=");
            return;
        }

        if (reader.Has("url"))
        {
            ReadUrl(reader, name, attachments);
            return;
        }

        if (!reader.Has("contentType"))
        {
            reader.Fault("contentType", "is required beside content", "application/pdf");
        }

        string? type = reader.Text("contentType", text => MediaType().IsMatch(text) && AttachmentFetcher.IsPart(text), "must be a media type, such as application/pdf, without parameters, and none of multipart or message", "application/pdf");
        if (ReadContent(reader) is { } content && name is not null && type is not null)
        {
            attachments.Add(new NoticeAttachment(name, type, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
            files.Add(new AttachedFile(name, type, content));
        }
    }

    private void ReadUrl(ObjectReader reader, string? name, List<NoticeAttachment> attachments)
    {
        if (reader.Has("contentType"))
        {
            reader.Fault("contentType", "must be left out beside url: the server that it is fetched from says it", example: null);
        }

        string? url = reader.Text("url", "https://example.com/terms.pdf");
        if (url is not null && addresses.Fault(url) is { } fault)
        {
            reader.Fault("url", fault, "https://example.com/terms.pdf");
        }
        else if (url is not null && name is not null)
        {
            attachments.Add(new NoticeAttachment(name, Url: url));
        }
    }

    private static byte[]? ReadContent(ObjectReader reader)
    {
        if (reader.Value("content") is { ValueKind: JsonValueKind.String } value && value.TryGetBytesFromBase64(out byte[]? content) && content.Length > 0)
        {
            return content;
        }

        reader.Fault("content", "must be the file's bytes in base64 (RFC 4648, section 4), at least one", "JVBERi0xLjc=");
        return null;
    }

    private static bool IsName(string text) => Characters.IsLine(text, AttachmentLimits.NameCharacters) && text is not ("." or "..") && text.AsSpan().IndexOfAny('/', '\\') < 0;

    [GeneratedRegex(@"\A[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaType();
}
