using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;

namespace Streaming.Player.Tests.Receiving;

/// <summary>What a group had sent before we listened comes to us alone, and makes one line with what the group brings.</summary>
public sealed class BurstTests
{
    private static readonly SequenceNumber First = new(65_000);
    private static readonly Ssrc Server = new(7);

    private readonly MissingPackets _missing = new();
    private readonly ReceiveStream _stream;
    private readonly List<long> _samples = [];
    private readonly List<long> _arrived = [];
    private Instant _now;

    public BurstTests()
    {
        StreamHooks hooks = new() { Arrived = (time, _) => _arrived.Add(time) };
        RecordingDepacketizer depacketizer = new();
        _stream = new(96, ClockRate.Video, depacketizer, ReorderPolicy.Datagrams, trustsAll: false, hooks, inGroup: true)
        {
            Missing = _missing,
        };
        _stream.Announce(Server);
    }

    /// <summary>Two seconds of a picture of 9 Mb/s lie between the key picture and what the group sends by now: more than a jump.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_burst_and_the_group_are_one_line_whichever_comes_first(bool isGroupFirst)
    {
        const int far = 1_700;
        if (isGroupFirst)
            Group(far, far + 20);
        Play();
        Burst(0, 100);
        Group(far + 20, far + 40);
        Burst(100, far + 25);
        Group(far + 40, far + 60);
        if (!isGroupFirst)
            Burst(far, far + 20);

        Assert.Equal(Enumerable.Range(0, far + 60).Select(number => (long)number), _samples);
        ReceptionCounters counters = _stream.Counters;
        Assert.Equal((0, 0, 0, 0), (counters.GivenUp, counters.Lost, counters.Strays, counters.SourceChanges));
        Assert.Equal(far + (isGroupFirst ? 0 : 20), counters.FromBurst);
    }

    [Fact]
    public void Nothing_is_lost_by_what_was_sent_before_we_listened()
    {
        Play();
        Burst(0, 500);
        Group(500, 510);
        Group(511, 520);

        // One of the twenty behind the burst.
        Assert.Equal((20, 1), (_stream.Counters.Expected, _stream.Counters.Lost));
        Assert.Equal(12, _stream.Summarise()!.Value.FractionLost);
    }

    [Fact]
    public void Of_the_burst_nothing_tells_how_long_the_network_takes()
    {
        Play();
        Burst(0, 50);
        Group(50, 60);
        Assert.Equal(10, _arrived.Count);
    }

    [Fact]
    public void While_it_comes_nothing_is_given_up_and_what_it_left_out_is_missing()
    {
        Group(40, 41);
        Play();
        for (int number = 0; number < 40; number += 2)
            Burst(number, number + 1, apart: 0.02);
        Assert.Single(_samples);
        Assert.Equal(20, _missing.All.Length);

        At(_now + TimeSpan.FromMilliseconds(400));
        Assert.Equal(20, _stream.Counters.GivenUp);
        Assert.Equal(21, _samples.Count);
    }

    [Fact]
    public void A_burst_that_never_comes_is_not_waited_for_long()
    {
        Group(40, 50);
        Play();
        At(Instant.FromSeconds(0.4));
        Assert.Empty(_samples);
        At(Instant.FromSeconds(0.6));
        Assert.Equal((10, 40), (_samples.Count, _stream.Counters.GivenUp));
    }

    [Fact]
    public void A_burst_that_never_ends_holds_nothing_up_for_longer_than_three_seconds()
    {
        Group(2_000, 2_001);
        Play();
        for (int number = 1; number < 400; number++)
            Burst(number, number + 1, apart: 0.01);
        Assert.True(_stream.Counters.GivenUp > 0);
    }

    private void Play()
    {
        _stream.Begin(First, new RtpTimestamp(0), _now);
        Drain();
    }

    private void Group(int from, int to) => Feed(from, to, 0.0001, packet => _stream.Accept(packet, _now));

    private void Burst(int from, int to, double apart = 0.0001) =>
        Feed(from, to, apart, packet => _stream.AcceptRepaired(packet, PacketOrigin.Burst, _now));

    private void Feed(int from, int to, double apart, Action<byte[]> accept)
    {
        for (int number = from; number < to; number++)
        {
            byte[] packet = [.. new byte[RtpHeader.Size], 1];
            new RtpHeader(96, true, First + number, new((uint)number), Server).Write(packet);
            accept(packet);
            Drain();
            _now += TimeSpan.FromSeconds(apart);
        }
    }

    private void At(Instant now)
    {
        _now = now;
        Drain();
    }

    private void Drain()
    {
        while (_stream.TryTake(_now, out ReceiveEvent taken))
        {
            if (taken.Kind == ReceiveEventKind.Sample)
                _samples.Add(taken.Sample.Time);
        }
    }
}
