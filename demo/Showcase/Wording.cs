using NoticeDemo.Client;

namespace NoticeDemo.Showcase;

/// <summary>How the demo puts things.</summary>
internal static class Wording
{
    /// <summary>A delivery in one line: what became of it, and how long after the notice was accepted.</summary>
    public static string Of(Delivery delivery, Notice notice)
    {
        if (delivery.Attempts is not [.., { } last])
        {
            return $"#{delivery.Occurrence} {delivery.Status}";
        }

        string error = last.Error is null ? "" : $": {last.Error}";
        return $"#{delivery.Occurrence} {delivery.Status} after {(last.At - notice.Created).TotalSeconds:0.00} s ({delivery.Provider}){error}";
    }

    /// <summary>Why a notice did not arrive as it should.</summary>
    public static string WhyNot(Watched notice)
    {
        string reason = notice.Heard.Reason is null ? "" : $" ({notice.Heard.Reason})";
        int arrived = notice.Deliveries.Count(delivery => delivery.HasArrived);
        return $"\"{notice.Asked.Title}\" ({notice.When}) is {notice.Heard.Status}{reason} with {arrived} of {notice.Expected} deliveries arrived. "
            + string.Join("; ", notice.Deliveries.Select(delivery => Of(delivery, notice.Heard)));
    }
}
