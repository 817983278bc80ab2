using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Intake.Validation;

/// <summary>An escalation as asked for, checked.</summary>
/// <param name="Steps">The steps; their positions count from the notice's first recipient.</param>
/// <param name="To">Those whom only a step tells, to stand behind the notice's recipients.</param>
internal sealed record EscalationDraft(IReadOnlyList<EscalationStep> Steps, IReadOnlyList<Recipient> To);

/// <summary>Reads <c>escalate</c>: 1 to 5 steps, each with how long nobody has acknowledged, and by what way whom to tell then; the notice's own unless told.</summary>
internal static class EscalationReader
{
    private const string Escalate = "escalate";
    private const string After = "after";
    private static readonly string[] Members = [After, "channels", "to"];
    private static readonly JsonObject Example = new() { [After] = "PT30M", ["channels"] = new JsonArray("sms"), ["to"] = new JsonArray(new JsonObject { ["phone"] = "+14155550100" }) };
    private static readonly JsonArray ListExample = [Example.DeepClone()];

    /// <summary>The escalation; null when it is absent. What is wrong in it is left out, with faults.</summary>
    /// <param name="notice">The notice's members.</param>
    /// <param name="channels">Reads a step's channels.</param>
    /// <param name="phones">Which phone numbers are taken.</param>
    /// <param name="to">The notice's recipients.</param>
    /// <param name="own">The notice's channels.</param>
    /// <param name="faults">Where faults go.</param>
    public static EscalationDraft? Read(
        ObjectReader notice, ChannelReader channels, PhoneRules phones, IReadOnlyList<Recipient> to, IReadOnlyList<Channel> own, FaultList faults)
    {
        if (!notice.Has(Escalate))
        {
            return null;
        }

        if (!notice.Has("stopWhen"))
        {
            notice.Fault(Escalate, "tells others while nobody acknowledges, and this notice nobody can acknowledge: it needs stopWhen \"acknowledged\" beside it", ListExample.DeepClone());
        }

        if (notice.Items(Escalate, ListExample) is not { } items)
        {
            return null;
        }

        if (items.Count is 0 or > NoticeLimits.EscalationSteps)
        {
            notice.Fault(Escalate, $"must have 1 to {NoticeLimits.EscalationSteps} steps", ListExample.DeepClone());
            return null;
        }

        List<EscalationStep> steps = [];
        List<Recipient> others = [];
        TimeSpan longest = TimeSpan.Zero;
        foreach ((int index, JsonElement item) in items.Index())
        {
            if (ObjectReader.Open(item, $"{notice.At(Escalate)}/{index}", faults, Members, Example.DeepClone()) is not { } step)
            {
                continue;
            }

            string? after = ReadAfter(step, ref longest);
            IReadOnlyList<Recipient> told = RecipientReader.Read(step, phones, faults, NoticeLimits.EscalationRecipients);
            bool hasOthers = step.Has("to");
            IReadOnlyList<Channel> by = hasOthers || step.Has("channels") ? channels.Read(step, hasOthers ? told : to) : own;
            steps.Add(new EscalationStep(after ?? "", hasOthers ? new Reach(by, to.Count + others.Count, told.Count) : new Reach(by, 0, to.Count)));
            others.AddRange(UserDevices.Fill(told, step, by));
        }

        return new EscalationDraft(steps, others);
    }

    private static string? ReadAfter(ObjectReader step, ref TimeSpan longest)
    {
        if (!step.Has(After))
        {
            step.Fault(After, "is required: how long nobody has acknowledged", "PT30M");
            return null;
        }

        string? after = step.Text(
            After, Escalating.IsWait, $"must be an ISO 8601 duration without months, more than nothing and at most {Escalating.Longest.Days} days", "PT30M");
        if (after is null)
        {
            return null;
        }

        TimeSpan wait = Escalating.Wait(after);
        if (wait <= longest)
        {
            step.Fault(After, "must be longer than the step before waits", "PT1H");
        }

        longest = wait > longest ? wait : longest;
        return after;
    }
}
