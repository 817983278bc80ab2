using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Addresses;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads the body of <c>POST /api/notices</c> and names everything that is wrong with it.</summary>
internal sealed partial class NoticeReader(PhoneRules phones, AttachmentReader attachments)
{
    private static readonly string[] Members = ["title", "content", "to", "channels", "schedule", "priority", "category", "metadata", ConfigurationReader.Member, AttachmentReader.Member, .. SenderReader.Members, .. LifeReader.Members];
    private static readonly JsonObject Example = new()
    {
        ["title"] = "Order shipped",
        ["content"] = "Your order 1234 is on its way.",
        ["to"] = new JsonArray(new JsonObject { ["email"] = "ann@example.com" }),
    };

    /// <summary>The notice, or null with faults.</summary>
    /// <param name="body">The body.</param>
    /// <param name="caller">Who asks: what is right depends on what it may do.</param>
    /// <param name="routing">What carries the caller's messages.</param>
    /// <param name="now">When it came.</param>
    /// <param name="faults">Where faults go.</param>
    public NoticeDraft? Read(JsonElement body, Caller caller, IRouting routing, DateTimeOffset now, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } notice)
        {
            return null;
        }

        string? title = ReadTitle(notice);
        NoticeContent? content = ContentReader.Read(notice, faults);
        IReadOnlyList<Recipient> to = RecipientReader.Read(notice, phones, faults);
        IReadOnlyDictionary<Channel, string>? configurations = ConfigurationReader.Read(notice, routing);
        ChannelReader channels = new(routing, configurations, caller.Rules);
        IReadOnlyList<Channel> wanted = channels.Read(notice, to);
        AcknowledgementRule? stop = LifeReader.ReadStop(notice);
        EscalationDraft? escalation = EscalationReader.Read(notice, channels, phones, to, wanted, faults);
        ConfigurationReader.CheckUse(notice, configurations, [.. wanted, .. (escalation?.Steps ?? []).SelectMany(step => step.Reach.Channels)]);
        NoticeSchedule? schedule = new ScheduleReader(notice, faults, now, caller.May(Scopes.NoticesEndless) || stop is not null).Read();
        string? expires = LifeReader.ReadExpires(notice, now);
        Priority priority = ReadPriority(notice);
        string? category = notice.Text("category", text => Category().IsMatch(text), "must be 1 to 64 of a-z, 0-9 and -", "order-shipped");
        IReadOnlyDictionary<string, string>? metadata = MetadataReader.Read(notice);
        AttachmentsDraft? attached = attachments.Read(notice, faults);
        string? from = SenderReader.Read(notice, "from", caller.Rules, channels.Sender);
        string? replyTo = SenderReader.Read(notice, "replyTo", caller.Rules, channels.Sender);
        return faults.Any ? null : new NoticeDraft(title!, content!, UserDevices.Fill(to, notice, wanted, escalation), wanted, schedule, priority, category, metadata)
        {
            Expires = expires,
            StopWhenAcknowledged = stop,
            Escalate = escalation,
            From = from,
            ReplyTo = replyTo,
            Attached = attached,
            Configuration = configurations,
        };
    }

    private static string? ReadTitle(ObjectReader notice)
    {
        if (!notice.Has("title"))
        {
            notice.Fault("title", "is required", "Order shipped");
        }

        return notice.Text(
            "title",
            text => Characters.IsLine(text, NoticeLimits.TitleCharacters),
            $"must have 1 to {NoticeLimits.TitleCharacters} characters, no control characters, and not be blank",
            "Order shipped");
    }

    private static Priority ReadPriority(ObjectReader notice)
    {
        string? name = notice.Text("priority", text => Names.TryParse<Priority>(text, out _), $"must be one of: {string.Join(", ", Names.All<Priority>())}", "normal");
        return Names.TryParse(name, out Priority priority) ? priority : Priority.Normal;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Category();
}
