using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Tests.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Contracts;

/// <summary>A protected session as it is really sent, under the contract that it would be granted.</summary>
public sealed class ProtectedSendingTests
{
    /// <summary>How long packets may wait for those of another stream: parity takes its turns, too.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(3 * 1_150);

    [Theory, Seeds(40)]
    public void Parity_leaves_within_the_contract_and_makes_no_packet_of_the_media_late(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex[] tracks = Tracks(random);
        TimeSpan buffer = TrafficAnalysis.Buffers[random.Next(3)];
        ParityLayout layout = SomeLayout(random);
        PlaySpeed speed = PlaySpeed.Of(random.Next(3) switch { 0 => 0.5, 1 => 2, _ => 1 });

        SendingWorld plain = Play(tracks, buffer, ParityLayout.None, new(0, speed));
        SendingWorld repaired = Play(tracks, buffer, layout, new(0, speed));

        Assert.NotEmpty(repaired.Wire.Repairs);
        AssertKept(repaired);

        foreach ((SentPacket one, SentPacket other) in plain.Wire.Media.OrderBy(Key).Zip(repaired.Wire.Media.OrderBy(Key)))
        {
            Assert.Equal(Key(one), Key(other));
            Assert.True(other.At - repaired.Created <= one.At - plain.Created + Turn, $"{layout} at {speed}: {other.At}, without {one.At}");
        }

        (int Track, long Packet) Key(SentPacket packet) =>
            (packet.Stream.Index.Track.Id, packet.Header.Sequence.Since(packet.Stream.Identity.First));
    }

    [Theory, Seeds(6)]
    public void A_run_through_key_pictures_keeps_to_the_contract_with_its_parity(ulong seed)
    {
        SeededRandom random = new(seed);
        AssertKept(Play(Tracks(random), TimeSpan.FromSeconds(1), SomeLayout(random), new(4, PlaySpeed.Normal)));
    }

    private static void AssertKept(SendingWorld world)
    {
        TrafficSpec contract = world.Session.Traffic!;
        DepthMeter meter = new(contract.Rate);
        foreach (SentPacket packet in world.Wire.All)
        {
            meter.Add(packet.At.Ticks, DatagramSizes.Of(packet.Bytes.Length));
            Assert.True(packet.IsControl || DatagramSizes.Of(packet.Bytes.Length) <= contract.MaxPacket);
        }

        Assert.True(meter.Depth <= contract.Depth + contract.MaxPacket, $"{meter.Depth} of {contract.Depth}");
    }

    private static SendingWorld Play(TrackIndex[] tracks, TimeSpan buffer, ParityLayout layout, (int Scale, PlaySpeed Speed) pace)
    {
        SendingWorld world = new();
        TrafficSpec[] asked = [.. tracks.Select(track => StreamTraffic.Of(track, buffer, 1_384, layout))];
        TrafficSpec traffic = StreamTraffic.AtSpeed(asked.Aggregate((sum, one) => sum + one), PlaySpeed.Max(pace.Speed, PlaySpeed.Normal));
        traffic = tracks.Aggregate(traffic, (sum, _) => sum + StreamTraffic.Reports) with { Peak = TrafficSpec.NoPeak };
        List<StreamChange> changes = [];
        foreach (TrackIndex track in tracks)
        {
            SendStream stream = world.Add(track, StreamTraffic.PlanFor(track, buffer), 1_384);
            if (!layout.IsNone)
                world.Session.Protect(stream, 127, new(new(900), new(65_500), new(0)), stream.Transport);
            changes.Add(new(stream, track, stream.Film, StreamTraffic.PlanFor(track, buffer)) { Protection = layout });
        }

        world.Session.Change(new(Granted.Of(traffic), changes), world.Wire.Now);
        world.Play(new PlayWish(MediaTime.Zero, null) { Pace = new(pace.Scale == 0 ? 1 : pace.Scale, pace.Speed) });
        world.Wire.DriveToEnd(world.Session);
        return world;
    }

    private static ParityLayout SomeLayout(SeededRandom random) => random.Next(4) switch
    {
        0 => ParityLayout.OfRows(5 + random.Next(10)),
        1 => ParityLayout.OfBoth(5 + random.Next(10), 5),
        _ => ParityLayout.OfColumns(2 + random.Next(20), 4 + random.Next(6)),
    };

    private static TrackIndex[] Tracks(SeededRandom random)
    {
        BitRate rate = random.Next(2) == 0 ? BitRate.Kbps(700) : BitRate.Mbps(4);
        TrackIndex video = SyntheticTrack.Video(random.NextUInt64(), rate, 12, 25, 50, 1 + random.Next(20), random.Next(2) == 0);
        TrackIndex audio = SyntheticTrack.Audio(random.NextUInt64(), BitRate.Kbps(128), 12);
        return [video.With(TrafficAnalysis.Of(video)), audio.With(TrafficAnalysis.Of(audio))];
    }
}
