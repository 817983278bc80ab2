using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>Against a real mail server.</summary>
public sealed class SmtpProviderTests(SmtpServerFixture server) : IClassFixture<SmtpServerFixture>
{
    [Theory]
    [InlineData("None", false, null)]
    [InlineData("StartTls", true, "notices")]
    [InlineData("Tls", true, "notices")]
    public async Task A_mail_goes_out_plain_by_STARTTLS_or_by_TLS_and_logged_in_where_there_is_a_user(string security, bool isProtected, string? user)
    {
        string to = $"ann+{security}@example.com";
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(Enum.Parse<SmtpSecurity>(security)));
        ProviderOutcome outcome = await provider.SendOneAsync(to);

        JsonObject mail = await server.MailAsync(to);
        outcome.Should().Be(ProviderOutcome.Accepted(mail["session"]!.GetValue<string>()), "the server told its own id for it");
        mail["secure"]!.GetValue<bool>().Should().Be(isProtected);
        mail["user"]?.GetValue<string>().Should().Be(user);
        mail["from"]!.GetValue<string>().Should().Be("no-reply@example.org");
    }

    [Fact]
    public async Task Each_recipient_gets_a_mail_of_their_own_with_the_deliverys_id_and_sees_no_other()
    {
        string[] to = [.. Enumerable.Range(0, 20).Select(index => $"own{index}@example.com")];
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.StartTls));
        IReadOnlyList<ProviderOutcome> outcomes = await provider.SendAsync(SmtpSending.Notice(to));

        outcomes.Should().HaveCount(20).And.OnlyContain(outcome => outcome.Result == AttemptResult.Accepted);
        HashSet<string> connections = [];
        foreach ((int index, string address) in to.Index())
        {
            JsonObject mail = await server.MailAsync(address);
            connections.Add(mail["session"]!.GetValue<string>());
            mail["to"]!.AsArray().Should().ContainSingle();
            mail["raw"]!.GetValue<string>().Should().Contain($"Message-Id: <{new string('a', 32)}-3-email-{index}@example.org>");
            to.Where(other => mail["raw"]!.GetValue<string>().Contains($"<{other}>") || mail["raw"]!.GetValue<string>().Contains($" {other}")).Should().Equal(address);
        }

        connections.Count.Should().BeLessThanOrEqualTo(SmtpConnections.Most, "they share a few");
    }

    [Fact]
    public async Task Text_html_subject_and_name_arrive_as_they_were_in_every_script()
    {
        Notice notice = SmtpSending.Notice("scripts@example.com") with
        {
            Title = "東京 \ud83d\ude00 Überweisung " + new string('x', 300),
            Content = new NoticeContent(".leading dot\nGrüße\n" + new string('y', 3000), "<p>Grüße \ud83d\ude00</p>"),
        };
        notice = notice with { To = [notice.To[0] with { Name = "Åsa \"Ö\" <x>" }] };
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.Tls));
        (await provider.SendAsync(notice)).Single().Result.Should().Be(AttemptResult.Accepted);

        string raw = (await server.MailAsync("scripts@example.com"))["raw"]!.GetValue<string>();
        raw.Split("\r\n").Should().OnlyContain(line => line.Length <= 998, "RFC 5322 lets no line be longer");
        using MimeMessage mail = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(raw)));
        mail.Subject.Should().Be(notice.Title);
        mail.To.Mailboxes.Single().Name.Should().Be("Åsa \"Ö\" <x>");
        mail.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n').Should().Be(notice.Content.Text);
        mail.HtmlBody!.TrimEnd().Should().Be(notice.Content.Html);
        mail.Body!.ContentType.MimeType.Should().Be("multipart/alternative");
    }

    [Theory]
    [InlineData("code-550@example.com", "550: 5.1.1 There is no mailbox <(address)> here")]
    [InlineData("code-552@example.com", "552: 5.2.2 The mailbox is full")]
    [InlineData("data-554@example.com", "554: 5.7.1 Not wanted")]
    public async Task A_5yz_is_permanent_and_told_with_its_enhanced_code_and_without_addresses(string to, string error)
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendOneAsync(to)).Should().Be(ProviderOutcome.Permanent(error));
        (await provider.SendOneAsync("after-" + to)).Result.Should().Be(AttemptResult.Accepted, "the connection goes on");
    }

    [Theory]
    [InlineData("code-450@example.com", "450: 4.2.1 The mailbox is busy", 60)]
    [InlineData("data-452@example.com", "452: 4.3.1 No room", null)]
    public async Task A_4yz_is_transient(string to, string error, int? seconds)
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendOneAsync(to)).Should().Be(ProviderOutcome.Transient(error, seconds is { } some ? TimeSpan.FromSeconds(some) : null));
    }

    [Fact]
    public async Task Who_greylists_is_asked_again_after_a_minute_and_takes_it_then()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendOneAsync("grey-1+once@example.com")).Should().Be(ProviderOutcome.Transient("451: 4.7.1 Greylisted, come again", TimeSpan.FromMinutes(1)));
        (await provider.SendOneAsync("grey-1+once@example.com")).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_bad_recipient_fails_alone_and_the_others_get_their_mail()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendAsync(SmtpSending.Notice("one@example.com", "code-550@example.com", "code-450@example.com", "two@example.com"))).Select(outcome => outcome.Result)
            .Should().Equal(AttemptResult.Accepted, AttemptResult.PermanentFailure, AttemptResult.TransientFailure, AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_sender_that_the_server_does_not_allow_is_permanent()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None, from: "blocked@example.org"));
        (await provider.SendOneAsync("sender@example.com")).Should().Be(ProviderOutcome.Permanent("553: 5.7.1 This sender is not allowed"));
    }

    [Theory]
    [InlineData("StartTls", "notices", "wrong", "535: 5.7.8 Authentication credentials invalid")]
    [InlineData("Tls", "eve", "p@ss wörd", "535: 5.7.8 Authentication credentials invalid")]
    [InlineData("Tls", "busy", "p@ss wörd", "454: 4.7.0 Temporary authentication failure")]
    public async Task Bad_credentials_are_transient_for_the_operator_can_mend_them_and_no_mail_is_lost(string security, string user, string password, string said)
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(Enum.Parse<SmtpSecurity>(security), user, password));
        (await provider.SendOneAsync("login@example.com")).Should().Be(ProviderOutcome.Transient($"The mail server refused the login: {said}"));
    }

    [Fact]
    public async Task A_server_that_wants_a_login_gets_no_mail_without_one()
    {
        SmtpSettings settings = server.Settings(SmtpSecurity.Tls);
        await using SmtpProvider provider = SmtpSending.Open(server, new() { Host = settings.Host, Port = settings.Port, Security = settings.Security, From = settings.From });
        (await provider.SendOneAsync("anonymous@example.com")).Should().Be(ProviderOutcome.Transient("The mail server wants a login, and the configuration has none."));
    }

    [Theory]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task A_certificate_that_nobody_here_trusts_is_refused_before_the_login(string security)
    {
        SmtpSettings settings = server.Settings(Enum.Parse<SmtpSecurity>(security));
        await using SmtpProvider provider = new(settings.From, new SmtpConnections(settings, SmtpTimes.Default, TimeProvider.System), TimeProvider.System);
        ProviderOutcome outcome = await provider.SendOneAsync($"untrusted-{security}@example.com");

        outcome.Result.Should().Be(AttemptResult.TransientFailure);
        outcome.Error.Should().StartWith("The connection to the mail server could not be protected");
    }

    [Fact]
    public async Task A_server_without_STARTTLS_gets_nothing_where_it_is_asked_for()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None, asks: SmtpSecurity.StartTls));
        (await provider.SendOneAsync("downgrade@example.com")).Should().Be(ProviderOutcome.Transient("The mail server offers no STARTTLS, or no login that both sides know."));
        server.Events.Should().NotContain(one => SmtpServerFixture.Is(one, "mail") && one["to"]![0]!.GetValue<string>() == "downgrade@example.com");
    }

    [Fact]
    public async Task A_connection_cut_after_the_mail_and_before_its_answer_leaves_doubt_and_the_next_one_is_new()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendOneAsync("cut@example.com"))
            .Should().Be(ProviderOutcome.Uncertain("The connection broke before the mail server said whether it took the mail."));
        (await provider.SendOneAsync("after-cut@example.com")).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced_and_nobody_notices()
    {
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None));
        (await provider.SendOneAsync("last@example.com")).Result.Should().Be(AttemptResult.Accepted);
        string first = (await server.MailAsync("last@example.com"))["session"]!.GetValue<string>();
        await server.WaitAsync(one => SmtpServerFixture.Is(one, "close") && one["session"]!.GetValue<string>() == first);

        (await provider.SendOneAsync("next@example.com")).Result.Should().Be(AttemptResult.Accepted);
        (await server.MailAsync("next@example.com"))["session"]!.GetValue<string>().Should().NotBe(first);
    }

    [Fact]
    public async Task An_idle_connection_is_used_again_and_closed_after_a_while()
    {
        FakeTimeProvider time = new(SmtpSending.Created);
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.Tls), time);
        await provider.SendOneAsync("idle1@example.com");
        string session = (await server.MailAsync("idle1@example.com"))["session"]!.GetValue<string>();
        time.Advance(SmtpTimes.Default.Idle - TimeSpan.FromSeconds(1));
        await provider.SendOneAsync("idle2@example.com");
        (await server.MailAsync("idle2@example.com"))["session"]!.GetValue<string>().Should().Be(session);
        server.Events.Should().NotContain(one => SmtpServerFixture.Is(one, "close") && one["session"]!.GetValue<string>() == session);

        time.Advance(SmtpTimes.Default.Idle);
        await server.WaitAsync(one => SmtpServerFixture.Is(one, "close") && one["session"]!.GetValue<string>() == session);
        (await provider.SendOneAsync("idle3@example.com")).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_a_command_is_given_up_in_time()
    {
        FakeTimeProvider time = new(SmtpSending.Created);
        await using SmtpProvider provider = SmtpSending.Open(server, server.Settings(SmtpSecurity.None), time);
        Task<ProviderOutcome> sending = provider.SendOneAsync("mute@example.com");
        await server.WaitAsync(one => SmtpServerFixture.Is(one, "mute"));
        time.Advance(SmtpTimes.Default.Send);

        (await sending).Should().Be(ProviderOutcome.Transient("The mail server did not answer in time."));
    }
}
