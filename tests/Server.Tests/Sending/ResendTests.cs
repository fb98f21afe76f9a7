using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Packets that are sent again: that they are the same, and no more than they may be.</summary>
public sealed class ResendTests
{
    public static TheoryData<Codec> Codings => CodedTracks.All;

    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory]
    [MemberData(nameof(Codings))]
    public void What_is_sent_again_is_the_very_packet_that_left_in_every_coding(Codec codec)
    {
        RepairWorld world = new(TimeSpan.Zero, CodedTracks.Of(codec, 3, 12));
        SendStream stream = world.Session.Streams[0];
        world.Grant(RepairWorld.Ample, RepairWorld.Ample);

        world.World.Play(0);
        AskForEverything(world, 2);
        world.Session.Halt(world.Wire.Now);
        world.World.Play(7.3);
        AskForEverything(world, 2);
        world.Session.Halt(world.Wire.Now);
        world.World.Play(null);
        AskForEverything(world, 1);

        AssertEqual(world, stream, atLeast: 0.95);
        Assert.True(world.Wire.Repairs.Count(packet => (packet.Bytes[0] & 0x10) != 0) >= 3, "the first of each PLAY carries the time");
    }

    [Theory]
    [MemberData(nameof(Films))]
    public async Task What_is_sent_again_is_the_very_packet_of_every_stream_of_real_films(string film)
    {
        MediaIndex index = await RealFilms.IndexAsync(film);
        RepairWorld world = new(TimeSpan.FromSeconds(1), [.. index.Tracks]);
        world.Grant(RepairWorld.Ample, RepairWorld.Ample);

        world.World.Play(0);
        AskForEverything(world, 2);
        world.Session.Halt(world.Wire.Now);
        world.World.Play(3);
        AskForEverything(world, 2);

        foreach (SendStream stream in world.Session.Streams)
            AssertEqual(world, stream, atLeast: 0.95);
    }

    [Fact]
    public void Packets_of_another_rendition_are_still_cut_from_the_one_they_were_of()
    {
        TrackIndex high = SyntheticTrack.Video(5, BitRate.Mbps(2), 12), low = SyntheticTrack.Video(6, BitRate.Kbps(500), 12);
        RepairWorld world = new(TimeSpan.Zero, high);
        SendStream stream = world.Session.Streams[0];
        world.Grant(RepairWorld.Ample, RepairWorld.Ample);
        world.World.Play(0);
        world.World.RunFor(1);
        StreamChange change = new(stream, low, new MemoryFilm(SyntheticTrack.Bytes(low, 9)), null);
        world.Session.Change(new(Granted.Of(RepairWorld.Ample), [change]) { Resend = RepairWorld.Ample }, world.Wire.Now);
        while (stream.Index == high)
            world.World.RunFor(0.02);
        world.World.RunFor(0.3);

        // Across the change, backwards: each is cut for itself.
        for (int back = 1; back <= 60; back++)
            world.Ask(stream, [stream.NextSequence + (-back)]);
        world.World.RunFor(0.5);

        Assert.True(world.Wire.Repairs.Count() >= 55);
        AssertEqual(world, stream, atLeast: 0);
    }

    [Fact]
    public void A_packet_is_sent_again_three_times_at_most_and_not_while_it_is_on_its_way()
    {
        RepairWorld world = Playing(out SendStream stream);
        SequenceNumber lost = stream.NextSequence + (-3);
        for (int ask = 0; ask < 80; ask++)
        {
            world.Ask(stream, [lost]);
            world.World.RunFor(0.01);
        }

        SentPacket[] sent = [.. world.Wire.Repairs];
        Assert.Equal(3, sent.Length);
        Assert.All(sent.Zip(sent.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromMilliseconds(100)));
        Assert.Equal(77, stream.Repair!.Figures.RefusedTooOften);
        Assert.Equal(3, stream.Repair.Figures.ResentPackets);
    }

    [Fact]
    public void How_long_it_is_on_its_way_is_what_reports_say()
    {
        RepairWorld world = Playing(out SendStream stream);
        Instant now = world.Wire.Now;
        NtpTime wall = world.World.CreatedNtp + (now - world.World.Created);
        uint report = (uint)((wall + TimeSpan.FromMilliseconds(-400)).Value >> 16);
        world.Session.AcceptRtcp(Compound.Of(new(stream.Identity.Ssrc, 0, 0, 1, 1, report, 65_536 / 10)), now);
        Assert.InRange(stream.Receptions.RoundTrip!.Value.TotalMilliseconds, 299, 301);

        SequenceNumber lost = stream.NextSequence + (-3);
        for (int ask = 0; ask < 50; ask++)
        {
            world.Ask(stream, [lost]);
            world.World.RunFor(0.01);
        }

        Assert.Equal(2, world.Wire.Repairs.Count());
    }

    [Fact]
    public void What_was_never_sent_or_left_before_a_seek_or_too_long_ago_is_refused_and_counted()
    {
        RepairWorld world = Playing(out SendStream stream);
        SequenceNumber before = stream.NextSequence + (-1);
        world.Ask(stream, [stream.NextSequence, stream.NextSequence + 1, stream.NextSequence + 30_000]);
        world.Ask(stream, [stream.Identity.First + (-1)]);
        world.Ask(new Ssrc(0x0badcafe), new NackEntry(before, 0xffff));
        world.World.RunFor(0.1);
        Assert.Equal((4, 0), (stream.Repair!.Figures.RefusedUnknown, stream.Repair.Figures.ResentPackets));

        world.World.RunFor(1.2);
        world.Ask(stream, [before]);
        world.World.RunFor(0.1);
        Assert.Equal(1, stream.Repair.Figures.RefusedTooOld);

        before = stream.NextSequence + (-1);
        world.Session.Halt(world.Wire.Now);
        world.World.Play(3);
        world.World.RunFor(0.1);
        world.Ask(stream, [before]);
        world.World.RunFor(0.1);
        Assert.Equal(5, stream.Repair.Figures.RefusedUnknown);
        Assert.Empty(world.Wire.Repairs);
    }

    [Fact]
    public void Nothing_is_sent_again_where_the_contract_sets_nothing_aside()
    {
        RepairWorld world = Playing(out SendStream stream);
        world.Grant(RepairWorld.Ample, resend: null);
        world.Ask(stream, [stream.NextSequence + (-1)]);
        world.World.RunFor(1);
        Assert.Empty(world.Wire.Repairs);
        Assert.Equal(1, stream.Repair!.Figures.RefusedNoBudget);
    }

    [Theory, Seeds(12)]
    public void Floods_of_requests_take_no_more_than_their_share_and_never_make_media_late(ulong seed)
    {
        SeededRandom random = new(seed);
        TimeSpan buffer = TimeSpan.FromSeconds(1);
        TrackIndex video = SyntheticTrack.Video(seed, BitRate.Kbps(300 + random.Next(3_000)), 12, reordered: true);
        TrackIndex track = video.With(TrafficAnalysis.Of(video));
        RepairWorld world = new(buffer, track);
        SendStream stream = world.Session.Streams[0];
        TrafficSpec traffic = Granted.For(track.Traffic!.Plans.Single(plan => plan.Buffer == buffer)) + RepairWorld.Share;
        world.Grant(traffic, RepairWorld.Share);

        PlayPoint point = world.World.Play(0);
        for (int round = 0; round < 400 && !world.Session.AtEnd; round++)
        {
            world.World.RunFor(0.02);
            int back = random.Next(200) - 20, entries = 1 + random.Next(300);
            world.Ask(stream.Identity.Ssrc, [.. Enumerable.Range(0, entries).Select(i =>
                new NackEntry(stream.NextSequence + (-back - (17 * (i % 8))), (ushort)random.Next(65_536)))]);
        }

        world.Wire.DriveToEnd(world.Session);
        Assert.True(world.Wire.Repairs.Count() > 50);
        Conformity.Assert(world.Wire.Repairs, RepairWorld.Share);
        world.World.AssertConforms(traffic);
        AssertEqual(world, stream, atLeast: 0);
        Assert.All(
            world.Wire.Repairs.GroupBy(packet => Original(packet, stream).Header.Sequence), again => Assert.InRange(again.Count(), 1, 3));
        foreach ((SentPacket packet, int sample) in new SentSamples(point, world.Wire.Media).All)
        {
            MediaTime decoded = MediaTime.Max(stream.Index.DecodeTime(sample), MediaTime.Zero);
            Assert.True(packet.At <= world.World.Created + (decoded - MediaTime.Zero) + buffer + TimeSpan.FromMilliseconds(2));
        }
    }

    [Fact]
    public void Mending_allocates_nothing_once_it_runs()
    {
        RepairWorld world = Playing(out SendStream stream);
        world.Lay(ParityLayout.OfBoth(6, 4));
        SilentWire wire = new();
        Instant now = world.Wire.Now;
        long least = long.MaxValue;
        byte[] nack = new byte[64];
        for (int round = 0; round < 20; round++)
        {
            CompoundWriter writer = new(nack);
            writer.GenericNack(new(99), stream.Identity.Ssrc, [new(stream.NextSequence + (-5), 5)]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            world.Session.AcceptRtcp(writer.Written, now);
            now = wire.Drive(world.Session, now + TimeSpan.FromMilliseconds(200));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(wire.Repairs > 100 && stream.Repair!.Figures.ResentPackets > 20);
        Assert.Equal(0, least);
    }

    private static RepairWorld Playing(out SendStream stream)
    {
        RepairWorld world = new(TimeSpan.Zero, SyntheticTrack.Video(1, BitRate.Mbps(2), 20));
        stream = world.Session.Streams[0];
        world.Grant(RepairWorld.Ample, RepairWorld.Share);
        world.World.Play(0);
        world.World.RunFor(2);
        return world;
    }

    private static void AskForEverything(RepairWorld world, double seconds)
    {
        Dictionary<SendStream, SequenceNumber> asked = world.Session.Streams.ToDictionary(one => one, one => one.NextSequence);
        for (int step = 0; step < seconds / 0.01; step++)
        {
            world.World.RunFor(0.01);
            foreach (SendStream stream in world.Session.Streams)
            {
                int fresh = stream.NextSequence.Since(asked[stream]);
                world.Ask(stream, Enumerable.Range(0, fresh).Select(i => asked[stream] + i));
                asked[stream] = stream.NextSequence;
            }
        }

        world.World.RunFor(0.01);
    }

    private static void AssertEqual(RepairWorld world, SendStream stream, double atLeast)
    {
        Dictionary<SequenceNumber, byte[]> sent = [];
        int again = 0;
        foreach (SentPacket packet in world.Wire.All.Where(packet => packet.Stream == stream && !packet.IsControl))
        {
            if (packet.Repair is null)
                sent.Add(packet.Header.Sequence, packet.Bytes);
            if (packet.Repair != stream.Repair!.Resends)
                continue;
            SentPacket original = Original(packet, stream);
            Assert.Equal(Hex.Text(sent[original.Header.Sequence]), Hex.Text(original.Bytes));
            Assert.Equal(packet.Repair!.Identity.First + again++, packet.Header.Sequence);
        }

        Assert.True(again >= atLeast * sent.Count && again == stream.Repair!.Figures.ResentPackets, $"{again} of {sent.Count}");
    }

    private static SentPacket Original(SentPacket packet, SendStream stream)
    {
        byte[] original = new byte[packet.Bytes.Length];
        Assert.True(ResentPacket.TryUnwrap(
            packet.Bytes, stream.PayloadType, stream.Identity.Ssrc, original, out int length, out ParseError error), error.ToString());
        return packet with { Bytes = original[..length] };
    }
}
