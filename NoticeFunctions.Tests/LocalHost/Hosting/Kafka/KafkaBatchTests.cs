using Confluent.Kafka;
using NoticeFunctions.LocalHost.Hosting.Kafka;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>When a batch is full, and what is taken of it.</summary>
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
        batch.Take().Should().HaveCount(32);
        (batch.IsFull, batch.IsEmpty).Should().Be((false, true));
        Fill(batch);

        batch.Drop([new TopicPartition("t", 1)]);

        batch.IsFull.Should().BeFalse();
        batch.Take().Should().HaveCount(16).And.OnlyContain(message => message.Partition.Value == 0);
    }

    [Fact]
    public void What_is_put_back_comes_first_and_no_more_is_taken_than_host_json_allows()
    {
        KafkaBatch batch = new(2);
        ConsumeResult<byte[], byte[]>[] undone = [Message(0, []), Message(0, [])];
        ConsumeResult<byte[], byte[]> early = Message(0, []);
        batch.Add(early);

        batch.PutBack(undone);

        batch.Take().Should().Equal(undone);
        batch.IsFull.Should().BeFalse();
        batch.Take().Should().Equal(early);
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
