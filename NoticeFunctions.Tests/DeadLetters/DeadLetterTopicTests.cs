using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.DeadLetters;
using NoticeFunctions.Kafka;
using NoticeFunctions.Problems;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.DeadLetters;

/// <summary>Dead letters read back from brokers.</summary>
public sealed class DeadLetterTopicTests(KafkaServer kafka)
{
    private static readonly Problem Wrong = new("urn:notice:problem:invalid-request", "t", 400, "d");

    [Fact]
    public async Task A_thousand_messages_are_read_back_as_they_were_and_those_that_are_gone_are_told()
    {
        KafkaSettings settings = new(await kafka.BrokersAsync(), "back");
        using IProducer<byte[], byte[]> producer = await kafka.ProducerAsync();
        DeadLetter[] letters = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => SendAsync(producer, settings, i)));
        DeadLetter beyond = letters[0] with { Id = "beyond", Place = letters[0].Place with { Offset = 1_000_000 } };
        DeadLetter other = letters[1] with { Id = "other" };
        DeadLetter[] asked = [beyond, .. letters.Where((_, i) => i % 3 != 0), other];

        IReadOnlyList<OutgoingMessage?> read = await new DeadLetterTopic(settings).ReadAsync(asked, TestContext.Current.CancellationToken);

        read[0].Should().BeNull("there is nothing");
        read[^1].Should().BeNull("there is another");
        for (int i = 1; i < asked.Length - 1; i++)
        {
            Encoding.UTF8.GetString(read[i]!.Value!).Should().Be(asked[i].Reason);
            read[i]!.Headers.Select(header => header.Key).Should().Equal("authorization");
        }
    }

    private static async Task<DeadLetter> SendAsync(IProducer<byte[], byte[]> producer, KafkaSettings settings, int number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        KafkaRecord record = new() { Topic = "back", Partition = 0, Offset = number, Value = Encoding.UTF8.GetBytes(text), Headers = [new() { Key = "authorization", Value = [1] }] };
        UndeliverableMessage message = new(record, text, Wrong, Application: null);
        Headers headers = [];
        foreach ((string name, byte[]? value) in DeadLetterHeaders.Of(message))
        {
            headers.Add(name, value);
        }

        DeliveryResult<byte[], byte[]> sent = await producer.ProduceAsync(settings.DeadLetterTopic, new() { Value = record.Value, Headers = headers }, TestContext.Current.CancellationToken);
        return new(message.Id, text, Wrong, Application: null, "back", 0, number, DateTimeOffset.UnixEpoch, 1, new DeadLetterPlace(sent.Partition.Value, sent.Offset.Value));
    }
}
