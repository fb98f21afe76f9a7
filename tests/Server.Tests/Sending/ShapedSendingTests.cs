using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What a contract holds back, and that it holds.</summary>
public sealed class ShapedSendingTests
{
    [Theory, Seeds(40)]
    public void In_no_interval_leaves_more_than_the_contract_allows_whatever_holds_the_sender_up(ulong seed)
    {
        SeededRandom random = new(seed);
        SendingWorld world = Planned(seed, out TrafficSpec traffic);
        if (random.Next(2) == 0)
            traffic = traffic with { Peak = new(traffic.Rate.BitsPerSecond * (2 + random.Next(10))) };
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        for (int round = 0; round < 8; round++)
        {
            world.Play(random.Next(2) == 0 ? null : random.Next(20_000) / 1_000.0);
            for (int stall = 0; stall < 4; stall++)
            {
                world.Wire.Drive(world.Session, world.Wire.Now + TimeSpan.FromMilliseconds(random.Next(1_000)), random);
                world.Wire.Idle(TimeSpan.FromMilliseconds(random.Next(600)));
            }

            if (random.Next(4) == 0)
                world.SayGoodbye();
            world.Session.Halt(world.Wire.Now);
        }

        world.AssertConforms(traffic);
    }

    [Theory, Seeds(20)]
    public void A_film_that_keeps_to_its_plan_is_never_late_under_its_contract(ulong seed)
    {
        SendingWorld world = Planned(seed, out TrafficSpec traffic);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);

        PlayPoint point = world.Play(0);
        world.Wire.Drive(world.Session, world.Created + TimeSpan.FromSeconds(25), new(seed));

        Assert.True(world.Session.AtEnd);
        foreach ((SentPacket packet, int sample) in new SentSamples(point, world.Wire.All).All)
        {
            MediaTime decoded = MediaTime.Max(packet.Stream.Index.DecodeTime(sample), MediaTime.Zero);
            Assert.True(packet.At <= world.Created + (decoded - MediaTime.Zero) + world.Buffer + TimeSpan.FromMilliseconds(2));
        }
    }

    [Theory, Seeds(20)]
    public void What_is_held_back_is_sent_later_as_it_was_and_nothing_is_lost_over_a_pause(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex[] tracks = [SyntheticTrack.Video(seed, BitRate.Kbps(900), 6), SyntheticTrack.Audio(seed, BitRate.Kbps(96), 6)];
        SendingWorld tight = SendingWorld.Plain(TimeSpan.Zero, tracks), free = SendingWorld.Plain(TimeSpan.Zero, tracks);
        free.Play(0);
        free.Wire.DriveToEnd(free.Session);
        TrafficSpec traffic = new(BitRate.Kbps(1_300), new(3_000), TrafficSpec.MostRate, new(60), new(1_448));
        tight.Session.Change(new(Granted.Of(traffic), []), tight.Created);

        tight.Play(0);
        while (!tight.Session.AtEnd)
        {
            tight.RunFor(random.Next(700_000) / 1e6);
            if (tight.Session.AtEnd)
                break;
            tight.Session.Halt(tight.Wire.Now);
            tight.RunFor(random.Next(100_000) / 1e6);
            tight.Play(null);
        }

        foreach ((SendStream one, SendStream other) in tight.Session.Streams.Zip(free.Session.Streams))
        {
            SentPacket[] packets = [.. tight.Wire.Media.Where(packet => packet.Stream == one)];
            Assert.Equal(Payloads(free, other), packets.Select(packet => Hex.Text(packet.Payload)));
            Assert.All(packets.Index(), pair => Assert.Equal(one.Identity.First + pair.Index, pair.Item.Header.Sequence));
        }

        tight.AssertConforms(traffic);
    }

    [Fact]
    public void Windows_count_what_was_offered_and_what_was_held_back_and_lateness_shows_in_the_sinks_count()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 6));
        TrafficSpec traffic = new(BitRate.Mbps(1), new(3_000), TrafficSpec.MostRate, new(60), new(1_448));
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);

        world.Play(0);
        world.RunFor(5);

        SendWindow[] windows = world.Session.Meter.History.Latest();
        Assert.InRange(windows.Length, 48, 50);
        Assert.All(windows[5..], window => Assert.InRange(window.Offered.Packets, 7, 11));
        Assert.All(windows[5..], window => Assert.Equal(window.Offered.Packets, window.Shaped.Packets));
        SentPacket last = world.Wire.Media.Last();
        Assert.True(last.At - last.Due > TimeSpan.FromSeconds(2));
        Assert.True(last.At - world.Session.Streams[0].Deadline > TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Without_a_contract_nothing_is_held_back()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 3));
        world.Play(0);
        world.RunFor(3);

        Assert.Null(world.Session.Traffic);
        Assert.Equal(0, world.Session.Meter.History.Latest().Sum(window => window.Shaped.Packets));
    }

    [Fact]
    public void A_packet_larger_than_the_contract_names_itself()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 3));
        TrafficSpec traffic = new(BitRate.Mbps(4), new(30_000), TrafficSpec.MostRate, new(60), new(1_000));
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        world.Play(0);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => world.RunFor(1));
        Assert.Contains("1 kB of its contract", error.Message, StringComparison.Ordinal);
    }

    private static SendingWorld Planned(ulong seed, out TrafficSpec traffic)
    {
        SeededRandom random = new(seed);
        TimeSpan buffer = TrafficAnalysis.Buffers[random.Next(2)];
        BitRate rate = BitRate.Kbps(300 + random.Next(3_000));
        TrackIndex video = SyntheticTrack.Video(seed, rate, 20, keyWeight: 1 + random.Next(20), reordered: true);
        TrackIndex audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 20);
        TrackIndex[] tracks = [video.With(TrafficAnalysis.Of(video)), audio.With(TrafficAnalysis.Of(audio))];
        traffic = Granted.For([.. tracks.Select(track => track.Traffic!.Plans.Single(plan => plan.Buffer == buffer))]);
        return new(buffer, tracks);
    }

    private static IEnumerable<string> Payloads(SendingWorld world, SendStream stream) =>
        world.Wire.Media.Where(packet => packet.Stream == stream).Select(packet => Hex.Text(packet.Payload));
}
