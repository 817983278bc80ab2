using NoticeDemo.Client;

namespace NoticeDemo.Showcase;

/// <summary>A notice that was posted, and what was last heard of it.</summary>
/// <param name="When">The schedule in plain words.</param>
/// <param name="Asked">What was posted.</param>
/// <param name="Expected">How many deliveries it shall bring.</param>
/// <param name="Heard">The platform's word on it.</param>
/// <param name="Deliveries">Its deliveries so far, oldest first.</param>
internal sealed record Watched(string When, NewNotice Asked, int Expected, Notice Heard, IReadOnlyList<Delivery> Deliveries)
{
    /// <summary>Whether every delivery has reached its provider and the notice is done.</summary>
    public bool HasArrived => Heard.Status is "completed" && Deliveries.Count == Expected && Deliveries.All(delivery => delivery.HasArrived);
}
