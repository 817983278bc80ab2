using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>Sends notices through the provider as a delivering activity does.</summary>
internal static class SmtpSending
{
    public static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static SmtpProvider Open(SmtpServerFixture server, SmtpSettings settings, TimeProvider? time = null) =>
        new(settings.From, new SmtpConnections(settings, SmtpTimes.Default, time ?? TimeProvider.System, server.Certificate.Trust), time ?? TimeProvider.System);

    public static Notice Notice(params IEnumerable<string> to) => new(
        "orders", new string('a', 32), "Order shipped", new NoticeContent("On its way.", "<p>On its way.</p>"),
        [.. to.Select(address => new Recipient(Email: address, Name: "Ann"))],
        [Channel.Email], null, Priority.Normal, "order-shipped", null, Created, Created, null);

    public static Task<IReadOnlyList<ProviderOutcome>> SendAsync(this SmtpProvider provider, Notice notice) => provider.SendAsync(
        notice,
        [.. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 3, Channel.Email, one.Index, one.Address, "smtp", DeliveryStatus.Sending, []))],
        CancellationToken.None);

    public static async Task<ProviderOutcome> SendOneAsync(this SmtpProvider provider, string to) => (await provider.SendAsync(Notice(to))).Single();
}
