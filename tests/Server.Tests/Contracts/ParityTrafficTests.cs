using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Tests.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Contracts;

/// <summary>What is reserved for a protected stream is never less than what it and its parity send: so the shaper never holds anything
/// back, and no packet of the media is late for the sake of parity.</summary>
public sealed class ParityTrafficTests
{
    private static readonly ParityLayout[] Layouts =
    [
        ParityLayout.OfColumns(10, 5), ParityLayout.OfColumns(5, 5), ParityLayout.OfColumns(20, 5), ParityLayout.OfColumns(1, 4),
        ParityLayout.OfBoth(10, 10), ParityLayout.OfBoth(5, 5), ParityLayout.OfRows(10), ParityLayout.OfColumns(40, 10),
    ];

    [Theory, Seeds(60)]
    public void Media_and_parity_stay_within_what_is_reserved_for_them(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex track = Track(random);
        TimeSpan buffer = random.Next(4) is > 0 and int at ? TrafficAnalysis.Buffers[at - 1] : TimeSpan.Zero;
        int maxPacket = random.Next(3) == 0 ? 332 + random.Next(1_000) : 1_384;
        ParityLayout layout = Layouts[random.Next(Layouts.Length)];
        SendingPlan? plan = StreamTraffic.PlanFor(track, buffer);
        TrafficSpec spec = StreamTraffic.Of(track, buffer, maxPacket, layout);

        SendingWorld world = new();
        world.Add(track, plan, maxPacket);
        IReadOnlyList<Instant> plays = PlayAbout(world, random);

        ParityModel model = new(world.Session.Streams[0], layout, plays);
        DepthMeter meter = model.Meter(world.Wire.Media, spec.Rate);
        Assert.True(
            meter.Depth <= spec.Depth,
            $"{track.Track.Kind} {layout} buffer {buffer} in {maxPacket}: {meter.Depth} of {spec.Depth} at {spec.Rate}");
        Assert.InRange(model.Largest.Bytes, 1, spec.MaxPacket.Bytes);
        Assert.Null(FlowSpecRules.Check(spec));
    }

    [Theory]
    [InlineData(SharedMedia.Film)]
    [InlineData(SharedMedia.Rotated)]
    public async Task A_fifth_of_parity_takes_about_a_fifth_of_a_real_film(string film)
    {
        MediaIndex title = await RealFilms.IndexAsync(film);
        TrackIndex track = title.Tracks.First(one => one.Track.Kind == TrackKind.Video);
        foreach (TimeSpan buffer in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1) })
        {
            TrafficSpec media = StreamTraffic.Of(track, buffer, 1_384), whole = StreamTraffic.Of(track, buffer, 1_400);
            foreach (ParityLayout layout in Layouts)
            {
                TrafficSpec all = StreamTraffic.Of(track, buffer, 1_384, layout);
                double share = (double)all.Rate.BitsPerSecond / media.Rate.BitsPerSecond - 1, said = layout.Overhead.Billionths / 1e9;
                Assert.InRange(share, said, said * 1.2);
                SendingWorld world = new();
                world.Add(track, StreamTraffic.PlanFor(track, buffer), 1_384);
                world.Play(0);
                world.Wire.DriveToEnd(world.Session);
                DepthMeter meter = new ParityModel(world.Session.Streams[0], layout, [world.Created]).Meter(world.Wire.Media, all.Rate);
                Assert.True(meter.Depth <= all.Depth);
            }

            // Smaller packets, that parity may be no larger than a packet, cost next to nothing.
            Assert.InRange(media.Rate.BitsPerSecond, whole.Rate.BitsPerSecond, whole.Rate.BitsPerSecond * 101 / 100);
        }
    }

    /// <summary>All of it, or here and there, with pauses, at some speed.</summary>
    private static List<Instant> PlayAbout(SendingWorld world, SeededRandom random)
    {
        List<Instant> plays = [];
        for (int round = random.Next(6); round > 0; round--)
        {
            plays.Add(world.Wire.Now);
            world.Play(random.Next(3) == 0 ? null : random.Next(19_000) / 1_000.0);
            world.RunFor(random.Next(4_000) / 1_000.0);
            world.Session.Halt(world.Wire.Now);
            if (random.Next(2) == 0)
                world.RunFor(random.Next(1_000) / 1_000.0);
        }

        plays.Add(world.Wire.Now);
        world.Play(0);
        world.Wire.DriveToEnd(world.Session);
        return plays;
    }

    private static TrackIndex Track(SeededRandom random)
    {
        BitRate[] rates = [BitRate.Kbps(200), BitRate.Mbps(1), BitRate.Mbps(6)];
        int fps = 3 + random.Next(57), group = 10 + random.Next(90), weight = 1 + random.Next(30);
        TrackIndex track = random.Next(4) == 0
            ? SyntheticTrack.Audio(random.NextUInt64(), BitRate.Kbps(24 + random.Next(300)), 20)
            : SyntheticTrack.Video(random.NextUInt64(), rates[random.Next(3)], 20, fps, group, weight, random.Next(2) == 0);
        return track.With(TrafficAnalysis.Of(track));
    }
}
