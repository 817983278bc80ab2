using System.Text;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake.FromKafka;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake.FromKafka;

/// <summary>Whose messages a batch holds.</summary>
public sealed class SendersTests
{
    private readonly IAccessTokens tokens = Substitute.For<IAccessTokens>();
    private readonly Senders senders;

    public SendersTests()
    {
        senders = new(tokens);
        tokens.ValidateAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call => new Caller(call.ArgAt<string>(0), Scopes.NoticesWrite));
    }

    [Fact]
    public async Task A_token_that_many_messages_carry_is_read_once_and_each_is_its_own_senders()
    {
        List<string?> found = [];
        foreach (string token in (string[])["ann", "ben", "ann", "ann", "ben"])
        {
            found.Add((await FindAsync(("Authorization", $"Bearer {token}")))?.Application);
        }

        found.Should().Equal("ann", "ben", "ann", "ann", "ben");
        tokens.ReceivedCalls().Should().HaveCount(2);
    }

    [Fact]
    public async Task More_senders_than_are_remembered_are_read_anew()
    {
        for (int i = 0; i < 100; i++)
        {
            (await FindAsync(("authorization", $"Bearer sender-{i % 50}")))!.Application.Should().Be($"sender-{i % 50}");
        }
    }

    [Fact]
    public async Task Nobody_is_who_sends_no_token_or_several_or_another_kind()
    {
        (await FindAsync()).Should().BeNull();
        (await FindAsync(("authorization", "Bearer ann"), ("Authorization", "Bearer ann"))).Should().BeNull();
        (await FindAsync(("authorization", "Basic ann"))).Should().BeNull();
        (await senders.FindAsync([new KafkaHeader { Key = "authorization", Value = null! }], TestContext.Current.CancellationToken)).Should().BeNull();
        (await senders.FindAsync(headers: null, TestContext.Current.CancellationToken)).Should().BeNull();
    }

    private Task<Caller?> FindAsync(params (string Name, string Value)[] headers) =>
        senders.FindAsync([.. headers.Select(header => new KafkaHeader { Key = header.Name, Value = Encoding.UTF8.GetBytes(header.Value) })], TestContext.Current.CancellationToken);
}
