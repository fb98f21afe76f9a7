using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;

namespace Streaming.Player.Tests.Receiving;

/// <summary>RFC 3550 §A.1, and what it leaves open.</summary>
public sealed class SourceValidationTests
{
    private static readonly Ssrc Stranger = new(0xbad);

    [Fact]
    public void Two_packets_in_sequence_prove_a_source_and_both_are_used()
    {
        Receiver receiver = new(announced: false);
        receiver.Feed(0, 0);
        Assert.Equal("", receiver.Told);
        receiver.Feed(0, 1, 2);
        Assert.Equal("0 1 2", receiver.Told);
    }

    [Fact]
    public void A_stray_first_packet_neither_locks_nor_mutes_the_stream()
    {
        Receiver receiver = new(announced: false);
        receiver.FeedFrom(0, Stranger, new(12_345), 99).Feed(0.01, 0, 1, 2, 3);
        Assert.Equal("0 1 2 3", receiver.Told);
        Assert.Equal(Receiver.Server, receiver.Stream.Source);
        Assert.Equal(0, receiver.Counters.Lost);
    }

    [Fact]
    public void A_source_named_in_setup_is_believed_from_its_first_packet()
    {
        Assert.Equal("0", new Receiver(announced: true).Feed(0, 0).Told);
    }

    [Fact]
    public void A_reordered_start_is_put_in_order_though_nobody_announced_it()
    {
        Receiver receiver = new(announced: false);
        receiver.Feed(0, 3, 1, 0, 2);
        Assert.Equal("0 1 2 3", receiver.Told);
    }

    [Fact]
    public void The_only_packet_of_an_unannounced_stream_is_released_at_its_end()
    {
        Receiver receiver = new(announced: false);
        receiver.Feed(0, 0);
        receiver.Stream.End(Instant.FromSeconds(1));
        receiver.Crank(2);
        Assert.Equal("0 end", receiver.Told);
        Assert.Equal(1, receiver.Counters.Packets);
    }

    [Fact]
    public void Single_strays_in_the_middle_change_nothing()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 1).FeedFrom(0.01, Stranger, new(1), 99);
        receiver.Feed(0.02, 2).FeedFrom(0.03, Receiver.Server, Receiver.First + 20_000, 98).Feed(0.04, 3);
        Assert.Equal("0 1 2 3", receiver.Told);
        Assert.Equal(4, receiver.Counters.Packets);
        Assert.Equal(0, receiver.Counters.SourceChanges);
    }

    [Fact]
    public void A_new_source_takes_over_from_a_silent_one_without_losing_a_packet()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 1);
        receiver.FeedFrom(0.2, Stranger, new(100), 50).FeedFrom(0.21, Stranger, new(101), 51);
        Assert.Equal("0 1 lost 50 51", receiver.Told);
        Assert.Equal((1, 0), (receiver.Counters.SourceChanges, receiver.Counters.Lost));
    }

    [Fact]
    public void Two_sources_that_talk_at_once_do_not_take_turns()
    {
        Receiver receiver = new();
        for (int i = 0; i < 50; i++)
            receiver.Feed(i * 0.01, i).FeedFrom((i * 0.01) + 0.005, Stranger, new((ushort)(100 + i)), 200);
        Assert.DoesNotContain("200", receiver.Told, StringComparison.Ordinal);
        Assert.Equal(50, receiver.Counters.Packets);
        Assert.Equal(0, receiver.Counters.SourceChanges);
    }

    [Fact]
    public void A_jump_of_numbers_is_followed_at_its_second_packet_and_nothing_is_called_lost()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0, 1).FeedFrom(0.04, Receiver.Server, new(30_000), 2).FeedFrom(0.08, Receiver.Server, new(30_001), 3);
        Assert.Equal("0 1 lost 2 3", receiver.Told);
        Assert.Equal((1, 0, 4), (receiver.Counters.SourceChanges, receiver.Counters.Lost, receiver.Counters.Packets));
    }

    [Fact]
    public void A_dropout_below_the_limit_is_loss_and_not_a_jump()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0).FeedFrom(0.1, Receiver.Server, Receiver.First + 2_999, 9).Crank(1);
        Assert.Equal("0 lost 9", receiver.Told);
        Assert.Equal((2_998, 0), (receiver.Counters.Lost, receiver.Counters.SourceChanges));
    }

    [Fact]
    public void Noise_and_foreign_payload_types_are_counted_and_ignored()
    {
        Receiver receiver = new();
        receiver.Feed(0, 0).FeedRaw(0, 1, 2, 3).FeedRaw(0).FeedFrom(0, Receiver.Server, Receiver.First + 1, 1, type: 33).Feed(0, 1);
        Assert.Equal("0 1", receiver.Told);
        Assert.Equal((2, 1), (receiver.Counters.Malformed, receiver.Counters.Strays));
    }

    [Fact]
    public void On_a_connection_the_first_packet_is_believed()
    {
        Assert.Equal("0 1", new Receiver(ReorderPolicy.Connection, announced: false, trustsAll: true).Feed(0, 0, 1).Told);
    }

    [Fact]
    public void A_flood_of_strangers_costs_no_more_than_the_probation_holds()
    {
        Receiver receiver = new(announced: false);
        for (int i = 0; i < 1_000; i++)
            receiver.FeedFrom(0, new((uint)(1_000 + i)), new(5), 99);
        receiver.Feed(0, 0, 1);
        Assert.Equal("0 1", receiver.Told);
        Assert.Equal(1_000, receiver.Counters.Strays);
    }
}
