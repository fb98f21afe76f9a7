using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class RtcpMembersTests
{
    private static readonly Ssrc Own = new(0x01234567);
    private static readonly Instant Start = Instant.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public void Oneself_is_always_one_and_never_two()
    {
        RtcpMembers members = new(Own);
        members.Heard(Own, hasMedia: true, Start);
        Assert.Equal((1, 0), (members.Count, members.Senders));
    }

    [Fact]
    public void Members_come_send_and_leave()
    {
        RtcpMembers members = new(Own);
        members.Heard(new(1), hasMedia: false, Start);
        members.Heard(new(2), hasMedia: false, Start);
        members.Heard(new(2), hasMedia: true, Start);
        members.Heard(new(2), hasMedia: false, Start);
        Assert.Equal((3, 1), (members.Count, members.Senders));
        members.Left(new(2));
        members.Left(new(1));
        members.Left(new(1));
        Assert.Equal((1, 0), (members.Count, members.Senders));
    }

    [Fact]
    public void Silence_makes_a_receiver_of_a_sender_and_then_nobody()
    {
        RtcpMembers members = new(Own);
        members.Heard(new(1), hasMedia: true, Start);
        members.Expire(Interval, Start + (Interval * 2));
        Assert.Equal((2, 1), (members.Count, members.Senders));
        members.Expire(Interval, Start + (Interval * 2) + TimeSpan.FromTicks(1));
        Assert.Equal((2, 0), (members.Count, members.Senders));
        members.Expire(Interval, Start + (Interval * 5));
        Assert.Equal(2, members.Count);
        members.Expire(Interval, Start + (Interval * 5) + TimeSpan.FromTicks(1));
        Assert.Equal(1, members.Count);
    }

    [Theory, Seeds(3)]
    public void A_hundred_thousand_are_estimated_from_a_few_thousand_and_forgotten(ulong seed)
    {
        RtcpMembers members = new(Own);
        SeededRandom random = new(seed);
        for (int i = 0; i < 100_000; i++)
            members.Heard(new((uint)random.NextUInt64()), hasMedia: false, Start);

        // 3 125 of them are kept on average; three standard deviations of that are 5.4 %.
        Assert.InRange(members.Count, 94_000, 106_000);
        for (int i = 0; i < 20; i++)
            members.Expire(Interval, Start + TimeSpan.FromMinutes(1));
        members.Heard(new(1), hasMedia: false, Start);
        members.Heard(new(2), hasMedia: false, Start);
        Assert.Equal(3, members.Count);
    }

    [Fact]
    public void Nobody_can_pretend_to_be_more_senders_than_there_may_be()
    {
        RtcpMembers members = new(Own);
        for (uint i = 0; i < 1_000; i++)
            members.Heard(new(i), hasMedia: true, Start);
        Assert.Equal((1_001, RtcpMembers.MostSenders), (members.Count, members.Senders));
    }
}
