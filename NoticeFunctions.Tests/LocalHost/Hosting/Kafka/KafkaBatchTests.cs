using Confluent.Kafka;
using NoticeFunctions.LocalHost.Hosting.Kafka;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>When a batch is full.</summary>
public sealed class KafkaBatchTests
{
    private static readonly byte[] Megabyte = new byte[1024 * 1024];

    [Fact]
    public void It_is_full_with_as_many_messages_as_host_json_allows()
    {
        KafkaBatch batch = new(2);
        batch.Add(Message(0, null));
        batch.IsFull.Should().BeFalse();

        batch.Add(Message(1, []));

        batch.IsFull.Should().BeTrue();
    }

    [Fact]
    public void Large_messages_fill_it_before_and_what_was_taken_or_dropped_fills_it_no_more()
    {
        KafkaBatch batch = new(1000);
        Fill(batch);
        batch.TakeAll().Should().HaveCount(32);
        (batch.IsFull, batch.IsEmpty).Should().Be((false, true));
        Fill(batch);

        batch.Drop([new TopicPartition("t", 1)]);

        batch.IsFull.Should().BeFalse();
        batch.TakeAll().Should().HaveCount(16).And.OnlyContain(message => message.Partition.Value == 0);
    }

    private static void Fill(KafkaBatch batch)
    {
        for (int i = 0; i < 32; i++)
        {
            batch.IsFull.Should().BeFalse();
            batch.Add(Message(i % 2, Megabyte));
        }

        batch.IsFull.Should().BeTrue();
    }

    private static ConsumeResult<byte[], byte[]> Message(int partition, byte[]? value) =>
        new() { Topic = "t", Partition = partition, Message = new Message<byte[], byte[]> { Value = value! } };
}
