using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>Against servers that no real one is like, but that a wrong port, a broken proxy or an attacker may be.</summary>
public sealed class SmtpTroubleTests
{
    private const string NoSmtp = "The mail server said what is no SMTP, or hung up.";
    private const string InDoubt = "The connection broke before the mail server said whether it took the mail.";

    private static SmtpProvider Open(int port, TimeProvider? time = null)
    {
        SmtpSettings settings = new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, From = "no-reply@example.org" };
        return new(settings.From, new SmtpConnections(settings, SmtpTimes.Default, time ?? TimeProvider.System), time ?? TimeProvider.System);
    }

    private static async Task<ProviderOutcome> SendAsync(Func<SmtpStub.Line, Task> talk)
    {
        await using SmtpStub stub = new(talk);
        await using SmtpProvider provider = Open(stub.Port);
        return await provider.SendOneAsync("ann@example.com");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\0\u0001\u00ff\u00fe\r\n")]
    [InlineData("220-a\r\n221 b\r\n")]
    [InlineData("hello\r\n")]
    [InlineData("22")]
    [InlineData("")]
    public async Task A_greeting_that_is_no_SMTP_is_transient(string greeting) => (await SendAsync(line => line.SayAsync(greeting))).Should().Be(ProviderOutcome.Transient(NoSmtp));

    [Theory]
    [InlineData("554 5.3.2 Not here\r\n", "The mail server does not want us: 554: 5.3.2 Not here")]
    [InlineData("421 4.3.2 Later\r\n", "The mail server does not want us: 421: 4.3.2 Later")]
    public async Task A_greeting_that_refuses_us_is_no_fault_of_the_mail_and_transient(string greeting, string error) =>
        (await SendAsync(line => line.SayAsync(greeting))).Should().Be(ProviderOutcome.Transient(error));

    [Theory]
    [InlineData("220 ", "x")]
    [InlineData("", "220-x\r\n")]
    public async Task An_answer_without_an_end_is_broken_off_and_not_gathered_in_memory(string beginning, string more)
    {
        long said = 0;
        ProviderOutcome outcome = await SendAsync(async line =>
        {
            await line.SayAsync(beginning);
            string much = string.Concat(Enumerable.Repeat(more, 1024));
            while (true)
            {
                await line.SayAsync(much);
                said += much.Length;
            }
        });

        outcome.Should().Be(ProviderOutcome.Transient(NoSmtp));
        said.Should().BeLessThan(64 * 1024 * 1024, "it was hung up on");
    }

    [Theory]
    [InlineData("")]
    [InlineData("what?\r\n")]
    [InlineData("25\r\n")]
    public async Task After_the_mail_an_answer_that_is_missing_or_makes_no_sense_leaves_doubt(string answer) =>
        (await SendAsync(async line =>
        {
            await line.TakeMailAsync(whole: true);
            await line.SayAsync(answer);
        })).Should().Be(ProviderOutcome.Uncertain(InDoubt));

    [Fact]
    public async Task A_connection_cut_in_the_midst_of_the_mail_leaves_doubt_for_nobody_here_knows_how_much_of_it_came() =>
        (await SendAsync(line => line.TakeMailAsync(whole: false))).Should().Be(ProviderOutcome.Uncertain(InDoubt));

    [Fact]
    public async Task A_connection_cut_before_the_mail_is_transient() =>
        (await SendAsync(async line =>
        {
            await line.SayAsync("220 stub\r\n");
            await line.HearAsync("MAIL");
        })).Should().Be(ProviderOutcome.Transient(NoSmtp));

    [Fact]
    public async Task A_server_that_takes_the_mail_and_never_answers_is_given_up_in_doubt()
    {
        FakeTimeProvider time = new(SmtpSending.Created);
        TaskCompletionSource taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SmtpStub stub = new(async line =>
        {
            await line.TakeMailAsync(whole: true);
            taken.SetResult();
            await line.HearAsync();
        });
        await using SmtpProvider provider = Open(stub.Port, time);
        Task<ProviderOutcome> sending = provider.SendOneAsync("ann@example.com");
        await taken.Task;
        time.Advance(SmtpTimes.Default.Send);

        (await sending).Should().Be(ProviderOutcome.Uncertain("The mail server did not answer in time whether it took the mail."));
    }

    [Fact]
    public async Task A_server_that_never_greets_is_given_up_in_time()
    {
        FakeTimeProvider time = new(SmtpSending.Created);
        TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SmtpStub stub = new(async line =>
        {
            connected.SetResult();
            await line.HearAsync();
        });
        await using SmtpProvider provider = Open(stub.Port, time);
        Task<ProviderOutcome> sending = provider.SendOneAsync("ann@example.com");
        await connected.Task;
        time.Advance(SmtpTimes.Default.Connect);

        (await sending).Should().Be(ProviderOutcome.Transient("The mail server did not answer in time."));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_looked_for_by_a_few_and_not_by_each_of_many()
    {
        await using SmtpStub stub = new(line => line.SayAsync("554 No\r\n"));
        await using SmtpProvider provider = Open(stub.Port);
        IReadOnlyList<ProviderOutcome> outcomes = await provider.SendAsync(SmtpSending.Notice(Enumerable.Range(0, 50).Select(index => $"user{index}@example.com")));

        outcomes.Should().HaveCount(50).And.OnlyContain(outcome => outcome.Result == AttemptResult.TransientFailure);
        stub.Connections.Should().BeLessThanOrEqualTo(2 * SmtpConnections.Most);
    }

    [Fact]
    public async Task Nobody_listening_is_transient()
    {
        int port;
        await using (SmtpStub stub = new(_ => Task.CompletedTask))
        {
            port = stub.Port;
        }

        await using SmtpProvider provider = Open(port);
        (await provider.SendOneAsync("ann@example.com")).Should().Be(ProviderOutcome.Transient("The mail server could not be reached (ConnectionRefused)."));
    }
}
