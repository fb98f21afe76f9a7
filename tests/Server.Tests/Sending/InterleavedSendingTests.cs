using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Sound whose units are sent out of their order: none is later than its time and the contract's buffer, wherever playing begins,
/// stops and goes on.</summary>
public sealed class InterleavedSendingTests
{
    private const int Unit = 1_024;

    /// <summary>How long a packet may wait for those of another stream.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(1_150);

    [Theory, Seeds(40)]
    public void With_the_contracts_buffer_no_unit_is_late(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex sound = Sound(seed, random, 20), video = SyntheticTrack.Video(seed, BitRate.Mbps(1), 20);
        video = video.With(TrafficAnalysis.Of(video));
        StreamOffer[] offers = [new(1, [video], 1_400), new(2, [sound], 1_400)];
        FlowSpec asked = new() { Buffer = TimeSpan.FromSeconds(random.Next(3)) };
        foreach (OperatingPoint point in SessionPoints.Of(offers, asked).Points)
        {
            Assert.True(point.Buffer >= InterleavedTracks.LeastBuffer(sound.Track));
            SendingWorld world = new();
            SendStream[] streams = [Add(world, video, point), Add(world, sound, point)];
            Contract contract = Granted.Of(point.Traffic) with { Buffer = point.Buffer };
            world.Session.Change(new(contract, [.. streams.Select(stream => Change(stream, point))]), world.Wire.Now);

            PlayPoint play = world.Play(random.Next(2) == 0 ? 0 : random.Next(19_000) / 1_000.0);
            world.Wire.DriveToEnd(world.Session);

            AssertInTime(world, play, point.Buffer);
        }
    }

    [Theory, Seeds(40)]
    public void A_seek_begins_with_the_first_unit_at_its_start_whatever_group_that_is_in(ulong seed)
    {
        SeededRandom random = new(seed);
        SendingWorld world = new(Sound(seed, random, 20));
        for (int round = 0; round < 10; round++)
        {
            double start = 0.1 + (random.Next(19_000) / 1_000.0);
            PlayPoint play = world.Play(start);
            int before = world.Wire.All.Count;
            world.RunFor((25 + random.Next(500)) / 1_000.0);
            SentPacket first = world.Wire.All.Skip(before).First(packet => !packet.IsControl);

            long since = first.Header.Timestamp.Since(play.Streams[0].AtStart);
            Assert.InRange(since, 0, Unit - 1);
            Assert.Equal(play.Streams[0].First, first.Header.Sequence);
            Assert.All(Units(world.Wire.All[before..], play), unit => Assert.True(unit.Since >= 0));
            world.Session.Halt(world.Wire.Now);
        }

        AssertStampsRise(world);
    }

    [Fact]
    public void A_range_ends_with_the_last_unit_before_its_end()
    {
        SendingWorld world = new(Sound(1, new(1), 20));

        PlayPoint play = world.Play(2, 3.5);
        world.Wire.DriveToEnd(world.Session);

        long[] since = [.. Units(world.Wire.All, play).Select(unit => unit.Since).Order()];
        long first = (long)(Math.Ceiling((96_000 + Unit) / (double)Unit) - 1) * Unit;
        Assert.Equal(Enumerable.Range(0, since.Length).Select(i => since[0] + ((long)i * Unit)), since);
        Assert.InRange(since[^1] + 96_000, 168_000 - Unit, 167_999);
        Assert.InRange(since[0] + 96_000, 96_000, first + Unit);
    }

    [Theory, Seeds(30)]
    public void Through_pauses_in_the_middle_of_groups_every_unit_comes_once_and_at_its_place(ulong seed)
    {
        SeededRandom random = new(seed);
        SendingWorld world = new(Sound(seed, random, 6));
        List<long> positions = [];
        PlayPoint play = world.Play(0);
        for (int round = 0; !world.Session.AtEnd; round++)
        {
            int before = world.Wire.All.Count;
            if (round < 8)
                world.RunFor(random.Next(1_000) / 1_000.0);
            else
                world.Wire.DriveToEnd(world.Session);
            Assert.Equal(
                play.Streams[0].First,
                world.Wire.All.Skip(before).Where(packet => !packet.IsControl).Select(packet => packet.Header.Sequence)
                    .DefaultIfEmpty(play.Streams[0].First).First());
            positions.AddRange(Units(world.Wire.All[before..], play).Select(unit => unit.Since + Start(play)));
            if (world.Session.AtEnd)
                break;
            world.Session.Halt(world.Wire.Now);
            world.Wire.Idle(TimeSpan.FromMilliseconds(random.Next(3_000)));
            play = world.Play(null);
        }

        long[] sorted = [.. positions.Order()];
        Assert.Equal(Enumerable.Range(0, sorted.Length).Select(i => ((long)i - 1) * Unit), sorted.Select(Rounded));
        Assert.Equal(world.Session.Streams[0].Index.Samples.ToArray().Sum(group => group.UnitCount), sorted.Length);
    }

    [Fact]
    public void At_another_speed_units_leave_in_their_time_all_the_same()
    {
        foreach (double speed in new[] { 0.5, 2.0 })
        {
            TrackIndex sound = Sound(3, new(3), 20);
            SendingWorld world = new(sound);
            PlaySpeed pace = PlaySpeed.Of(speed);
            PlayPoint play = world.Play(new PlayWish(MediaTime.Zero, null) { Pace = new(1, pace) });
            world.Wire.DriveToEnd(world.Session);

            TimeSpan buffer = InterleavedTracks.LeastBuffer(sound.Track) / pace;
            Assert.All(Units(world.Wire.All, play), unit =>
                Assert.True(unit.At - world.Created <= (Length(unit.Since) / pace) + buffer + Turn));
        }
    }

    /// <summary>Units of a seed's pattern, with what they ask of a network.</summary>
    private static TrackIndex Sound(ulong seed, SeededRandom random, double seconds)
    {
        InterleavingPattern pattern;
        do
            pattern = new(2 + random.Next(7), 2 + random.Next(7));
        while (!pattern.IsValid);
        TrackIndex plain = SyntheticTrack.Audio(seed, BitRate.Kbps(64 + random.Next(128)), seconds);
        TrackIndex configured = new(plain.Track with { Configuration = [0x11, 0x90] }, plain.Samples.ToArray(), []);
        TrackIndex groups = AccessUnitGroups.Of(configured, pattern)!;
        return groups.With(TrafficAnalysis.Of(groups));
    }

    private static SendingPlan? PlanOf(TrackIndex index, OperatingPoint point) => StreamTraffic.PlanFor(index, point.Buffer);

    private static SendStream Add(SendingWorld world, TrackIndex index, OperatingPoint point) => world.Add(index, PlanOf(index, point));

    private static StreamChange Change(SendStream stream, OperatingPoint point)
    {
        StreamMode mode = point.Streams.Single(choice => choice.SetupTrack == stream.Index.Track.Id).Mode;
        return new(stream, stream.Index, stream.Film, PlanOf(stream.Index, point), mode);
    }

    private static void AssertInTime(SendingWorld world, PlayPoint play, TimeSpan buffer)
    {
        foreach ((long since, Instant at) in Units(world.Wire.All, play))
            Assert.True(at <= world.Created + Length(since) + buffer + Turn, $"{Length(since)} left at {at - world.Created}: {buffer}");
    }

    /// <summary>Each unit of sound that left: how far behind the position that playing began at, in clock units, and when.</summary>
    private static IEnumerable<(long Since, Instant At)> Units(IEnumerable<SentPacket> packets, PlayPoint play)
    {
        StreamPoint point = play.Streams.Single(one => one.Stream.Index.Track.Kind == TrackKind.Audio);
        foreach (SentPacket packet in packets.Where(packet => !packet.IsControl && packet.Stream == point.Stream))
        {
            byte[] payload = packet.Payload.ToArray();
            long since = packet.Header.Timestamp.Since(point.AtStart);
            for (int i = 0; i < payload[1] / 16; i++)
            {
                since += i == 0 ? 0 : ((payload[3 + (2 * i)] & 7) + 1) * Unit;
                yield return (since, packet.At);
            }
        }
    }

    private static void AssertStampsRise(SendingWorld world)
    {
        SentPacket? last = null;
        foreach (SentPacket packet in world.Wire.Media)
        {
            Assert.True(last is null || packet.Header.Timestamp.Since(last.Header.Timestamp) > 0);
            last = packet;
        }
    }

    /// <summary>Positions of a pause lie between two ticks of the sound's clock.</summary>
    private static long Rounded(long units) => (long)Math.Round(units / (double)Unit) * Unit;

    private static long Start(PlayPoint play) => new ClockRate(48_000).ToUnits(play.Start);

    private static TimeSpan Length(long units) => new ClockRate(48_000).ToLength(units);
}
