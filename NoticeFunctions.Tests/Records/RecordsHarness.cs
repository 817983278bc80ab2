using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records;

/// <summary>A store under test with its clock, and a look behind it. What it keeps is its own: no other test's.</summary>
internal abstract class RecordsHarness
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    public abstract INoticeStore Store { get; }

    public abstract ISandbox Sandbox { get; }

    /// <summary>How long a notice is still kept: null is for good, zero is gone.</summary>
    public abstract Task<TimeSpan?> RemainingAsync(Notice notice);

    /// <summary>How long a delivery is still kept.</summary>
    public abstract Task<TimeSpan?> RemainingAsync(Notice notice, Delivery delivery);

    /// <summary>Lets time pass, for servers that have a clock of their own too.</summary>
    public abstract Task ForgetAsync(Notice notice);
}
