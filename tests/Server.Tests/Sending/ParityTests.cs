using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Parity on its way out: that it mends what was lost, whatever is done to the session, and keeps to the contract.</summary>
public sealed class ParityTests
{
    private static readonly ParityLayout[] Layouts =
        [ParityLayout.OfColumns(5, 5), ParityLayout.OfColumns(10, 5), ParityLayout.OfBoth(6, 4), ParityLayout.OfColumns(8, 2)];

    [Theory, Seeds(16)]
    public void Every_burst_no_longer_than_a_row_is_mended_over_seeks_pauses_renditions_and_layouts(ulong seed)
    {
        RepairWorld world = Wander(seed);

        foreach (SendStream stream in world.Session.Streams)
        {
            // Four in a row, and then none until all parity of theirs must have come.
            ParityReplay replay = new(stream, world.Wire.All, (at, isParity) => !isParity && at % 130 is >= 20 and < 24);
            Assert.True(replay.Lost > 3 && replay.Parity > replay.Media / 8, $"{replay.Lost} lost, {replay.Parity} parity");

            // A burst right before or behind a jump to far away shares its block with what the receiver has then forgotten.
            Assert.InRange(replay.Recovered, replay.Lost - (4 * replay.Restarts), replay.Lost);
            Assert.InRange(replay.Restarts, 0, 3);
        }
    }

    [Theory, Seeds(16)]
    public void Random_losses_of_either_kind_never_give_a_wrong_packet_and_most_are_mended(ulong seed)
    {
        SeededRandom random = new(seed);
        RepairWorld world = Wander(seed);

        int lost = 0, recovered = 0;
        foreach (SendStream stream in world.Session.Streams)
        {
            ParityReplay replay = new(stream, world.Wire.All, (_, _) => random.Next(50) == 0);
            (lost, recovered) = (lost + replay.Lost, recovered + replay.Recovered);
        }

        Assert.True(recovered >= lost * 3 / 4, $"{recovered} of {lost}");
    }

    [Theory, Seeds(20)]
    public void In_no_interval_leaves_more_than_the_contract_allows_with_or_without_room_for_parity(ulong seed)
    {
        SeededRandom random = new(seed);
        RepairWorld world = Planned(seed, out TrafficSpec media);
        TrafficSpec traffic = random.Next(2) == 0 ? media : WithParity(media);
        world.Grant(traffic, RepairWorld.Share);
        for (int round = 0; round < 6; round++)
        {
            world.Lay(Layouts[random.Next(Layouts.Length)]);
            world.World.Play(random.Next(2) == 0 ? null : random.Next(20_000) / 1_000.0);
            for (int stall = 0; stall < 4; stall++)
            {
                world.Wire.Drive(world.Session, world.Wire.Now + TimeSpan.FromMilliseconds(random.Next(1_000)), random);
                world.Wire.Idle(TimeSpan.FromMilliseconds(random.Next(300)));
                SendStream asked = world.Session.Streams[random.Next(2)];
                world.Ask(asked, Enumerable.Range(1, 20).Select(back => asked.NextSequence + (-back)));
            }

            world.Session.Halt(world.Wire.Now);
        }

        Assert.Contains(world.Wire.Repairs, packet => packet.Repair!.PayloadType == 127);
        world.World.AssertConforms(traffic);
        Conformity.Assert(world.Wire.Repairs.Where(packet => packet.Repair!.PayloadType == 126), RepairWorld.Share);
    }

    [Theory, Seeds(12)]
    public void Media_under_a_contract_with_room_for_its_parity_is_never_late(ulong seed)
    {
        RepairWorld world = Planned(seed, out TrafficSpec media);
        world.Grant(WithParity(media), RepairWorld.Share);
        world.Lay(Layouts[(int)(seed % 4)]);

        PlayPoint point = world.World.Play(0);
        world.Wire.DriveToEnd(world.Session);

        foreach ((SentPacket packet, int sample) in new SentSamples(point, world.Wire.Media).All)
        {
            MediaTime decoded = MediaTime.Max(packet.Stream.Index.DecodeTime(sample), MediaTime.Zero);
            Assert.True(packet.At <= world.World.Created + (decoded - MediaTime.Zero) + Buffer + TimeSpan.FromMilliseconds(2));
        }
    }

    [Fact]
    public void Parity_leaves_at_once_behind_the_packet_that_completes_it()
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(96), 4));
        world.Lay(ParityLayout.OfRows(5));
        world.World.Play(0);
        world.World.RunFor(3);

        SentPacket[] packets = [.. world.Wire.All.Where(packet => !packet.IsControl)];
        Assert.True(packets.Length > 100);
        foreach ((int at, SentPacket packet) in packets.Index())
        {
            Assert.Equal(at % 6 == 5, packet.Repair is not null);
            if (at % 6 == 5)
                Assert.InRange(packet.At - packets[at - 1].At, TimeSpan.Zero, TrainLimit.Kept.Window);
        }
    }

    [Fact]
    public void What_stands_still_is_closed_after_the_window_and_before_the_goodbye()
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Text(12));
        world.Lay(ParityLayout.OfColumns(10, 5));
        world.World.Play(0);
        world.World.RunFor(11);

        // Subtitles: each is a block of its own, and nothing follows the last.
        SentPacket[] packets = [.. world.Wire.All.Where(packet => !packet.IsControl)];
        Assert.True(packets.Length == 6);
        foreach (SentPacket[] pair in packets.Chunk(2))
        {
            Assert.Null(pair[0].Repair);
            TimeSpan waited = pair[0] == packets[^2] ? TimeSpan.Zero : ParityStage.Window;
            Assert.InRange(pair[1].At - pair[0].At, waited, waited + TimeSpan.FromMilliseconds(1));
        }

        RepairWorld ending = new(TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(96), 2));
        ending.Lay(ParityLayout.OfColumns(20, 5));
        ending.World.Play(0);
        ending.Wire.DriveToEnd(ending.Session);
        SentPacket last = ending.Wire.Media.Last();
        Assert.Contains(ending.Wire.Repairs, packet => packet.At >= last.At);
        Assert.True(ending.Wire.All[^1].IsControl);
        Assert.True(ending.Wire.Repairs.Last().At <= ending.Wire.Reports.First(report => report.At > last.At).At);
        Assert.True(ending.Wire.Reports.Last().At >= last.At + TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public void A_narrower_contract_waits_until_parity_of_the_layout_before_has_left()
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(96), 30));
        world.Grant(RepairWorld.Ample, null);
        world.Lay(ParityLayout.OfColumns(10, 5));
        world.World.Play(0);
        world.World.RunFor(3);
        long before = world.Session.Streams[0].PacketsSent;

        TrafficSpec narrow = RepairWorld.Ample with { Rate = BitRate.Mbps(1) };
        world.Session.Change(
            new(Granted.Of(narrow, 2), [world.On(world.Session.Streams[0], ParityLayout.None)]), world.Wire.Now);
        world.World.RunFor(0.5);
        Assert.Equal(RepairWorld.Ample, world.Session.Traffic);
        world.World.RunFor(5);

        Assert.Equal(narrow, world.Session.Traffic);
        SentPacket last = world.Wire.Repairs.Last();
        Assert.InRange((world.Wire.Now - last.At).TotalSeconds, 2.8, 5.4);
        Assert.True(world.Session.Streams[0].PacketsSent - before > 200);
    }

    [Theory, Seeds(20)]
    public void Parity_and_resends_of_a_picture_that_is_suspended_are_given_up_where_its_contract_has_no_room_for_them(ulong seed)
    {
        TrackIndex picture = SyntheticTrack.Video(seed, BitRate.Mbps(2), 30);
        RepairWorld world = new(TimeSpan.Zero, picture, SyntheticTrack.Audio(1, BitRate.Kbps(96), 30));
        (SendStream image, SendStream sound) = (world.Session.Streams[0], world.Session.Streams[1]);
        world.Grant(RepairWorld.Ample, RepairWorld.Share);
        world.Lay(ParityLayout.OfColumns(5, 3));
        world.World.Play(0);
        world.World.RunFor(3 + (seed % 20 * 0.013));

        TrafficSpec small = RepairWorld.Ample with { MaxPacket = new(600), Rate = BitRate.Kbps(200), Depth = new(3_000) };
        IEnumerable<SentPacket> pictures = world.Wire.Media.Where(packet => packet.Stream == image);
        SequenceNumber[] lost = [.. pictures.TakeLast(8).Select(packet => packet.Header.Sequence)];
        world.Ask(image, lost);
        StreamChange suspended =
            new(image, image.Index, image.Film, null, StreamMode.Suspended) { Protection = ParityLayout.OfColumns(5, 3) };
        world.Session.Change(new(Granted.Of(small, 2), [suspended]) { Resend = RepairWorld.Share }, world.Wire.Now);
        while (world.Session.Traffic != small)
            world.Wire.Drive(world.Session, Instant.Max(world.Session.Next, world.Wire.Now));
        int before = world.Wire.All.Count;
        world.Ask(image, lost);
        world.World.RunFor(5);

        SentPacket[] after = [.. world.Wire.All.Skip(before)];
        Assert.All(after, packet => Assert.InRange(DatagramSizes.Of(packet.Bytes.Length).Bytes, 1, 600));
        Assert.True(after.Count(packet => packet.Stream == sound && packet.Repair is null && !packet.IsControl) > 200);
        Assert.Contains(after, packet => packet.Stream == sound && packet.Repair is not null);
    }

    [Fact]
    public void Nothing_is_sent_along_with_a_stream_that_nothing_was_laid_for_or_that_is_protected_no_more()
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Audio(1, BitRate.Kbps(96), 30));
        world.World.Play(0);
        world.World.RunFor(2);
        Assert.Empty(world.Wire.Repairs);

        world.Lay(ParityLayout.OfRows(4));
        world.World.RunFor(1);
        int count = world.Wire.Repairs.Count();
        Assert.InRange(count, 10, 13);
        world.Session.Halt(world.Wire.Now);
        world.Session.Unprotect(world.Session.Streams[0]);
        world.World.Play(null);
        world.World.RunFor(1);
        Assert.Equal(count, world.Wire.Repairs.Count());
    }

    private static readonly TimeSpan Buffer = TimeSpan.FromSeconds(1);

    /// <summary>Thirty seconds of everything that can be done to a session, and its end.</summary>
    private static RepairWorld Wander(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex high = SyntheticTrack.Video(seed, BitRate.Mbps(2), 30), low = SyntheticTrack.Video(seed + 1, BitRate.Kbps(800), 30);
        RepairWorld world = new(TimeSpan.Zero, high, SyntheticTrack.Audio(seed, BitRate.Kbps(96), 30));
        SendStream picture = world.Session.Streams[0];
        world.Lay(Layouts[0]);
        world.World.Play(0);
        for (int step = 0; step < 12; step++)
        {
            world.Wire.Drive(world.Session, world.Wire.Now + TimeSpan.FromMilliseconds(500 + random.Next(3_000)), random);
            TrackIndex other = picture.Index == high ? low : high;
            MemoryFilm film = new(SyntheticTrack.Bytes(other, seed));
            ParityLayout layout = Layouts[random.Next(Layouts.Length)];
            switch (random.Next(4))
            {
                case 0:
                    world.Session.Halt(world.Wire.Now);
                    world.World.Play(random.Next(25));
                    break;
                case 1:
                    world.Session.Halt(world.Wire.Now);
                    world.Wire.Idle(TimeSpan.FromMilliseconds(random.Next(2_000)));
                    world.World.Play(null);
                    break;
                case 2:
                    StreamChange change = new(picture, other, film, null) { Protection = layout };
                    world.Session.Change(new(Granted.Of(RepairWorld.Ample), [change]), world.Wire.Now);
                    break;
                default:
                    world.Lay(layout);
                    break;
            }
        }

        world.Wire.DriveToEnd(world.Session);
        return world;
    }

    private static RepairWorld Planned(ulong seed, out TrafficSpec traffic)
    {
        TrackIndex video = SyntheticTrack.Video(seed, BitRate.Kbps(300 + (200 * (long)(seed % 10))), 20, reordered: true);
        TrackIndex audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 20);
        TrackIndex[] tracks = [video.With(TrafficAnalysis.Of(video)), audio.With(TrafficAnalysis.Of(audio))];
        traffic = Granted.For([.. tracks.Select(track => track.Traffic!.Plans.Single(plan => plan.Buffer == Buffer))]);
        return new(Buffer, tracks);
    }

    /// <summary>Half as much again for parity of a half at most, whose packets are as large as the largest they protect.</summary>
    private static TrafficSpec WithParity(TrafficSpec media) => media with
    {
        Rate = new(media.Rate.BitsPerSecond * 2),
        Depth = new((media.Depth.Bytes * 2) + 40_000),
    };
}
