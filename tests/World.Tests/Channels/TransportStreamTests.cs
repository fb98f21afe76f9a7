using System.Buffers.Binary;
using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels;
using Streaming.Testing.TransportStreams;

namespace Streaming.World.Tests.Channels;

/// <summary>A channel as a transport stream, held against the standard's arithmetic in virtual time.</summary>
public sealed class TransportStreamTests
{
    private const int PayloadSize = 7 * 188;

    private ChannelFilm Long { get; } = ChannelFilm.Make("long", 1, 12);

    private ChannelFilm Short { get; } = ChannelFilm.Make("short", 1, 7);

    [Fact]
    public void Titles_follow_one_another_in_one_stream_of_one_rate()
    {
        TransportStreamWorld world = new TransportStreamWorld([Long, Short]).Loop(Short, Short, Long).Run(TimeSpan.FromSeconds(30));
        StreamAnalysis analysis = world.Analyse();

        // The short one needs more, and comes first.
        Assert.Equal((0, 0, 0, 0), (analysis.Discontinuities, analysis.Underflows, world.Sender.Late, world.Sender.Slips));
        Assert.InRange(analysis.WorstClock, 0, 38);
        Assert.InRange(analysis.WorstClockInterval, 1, 40);
        Assert.InRange(analysis.WorstTransportBuffer, 188, 512);
        Assert.InRange(analysis.WorstOverflow, double.MinValue, 0);
        Assert.InRange(analysis.WorstInterval[0], 1, 100);
        Assert.InRange(analysis.WorstInterval[0x20], 1, 100);

        foreach (bool isPicture in (bool[])[true, false])
        {
            byte[] sent = analysis.Elementary[world.Stream(isPicture).Pid].ToArray();
            byte[] expected = [.. Elementary(Short, isPicture), .. Elementary(Short, isPicture), .. Elementary(Long, isPicture)];
            Assert.True(sent.Length > expected.Length);
            Assert.Equal(expected, sent[..expected.Length]);
        }

        Assert.Equal(["short", "short", "long", "short"], world.Events.Select(told => told.What).OfType<ChannelEvent.Began>()
            .Select(began => began.Title.Facts.Id));
        Assert.All(world.Events.Where(told => told.What is ChannelEvent.Began), told =>
            Assert.InRange(told.At - ((ChannelEvent.Began)told.What).At, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
        Assert.Equal(3, world.Events.Count(told => told.What is ChannelEvent.Left));
        Assert.Equal(2, Long.Open + Short.Open);
    }

    [Fact]
    public void Each_packet_leaves_when_its_stamp_says_and_its_clock_is_the_senders()
    {
        TransportStreamWorld world = new TransportStreamWorld([Long]).Loop(Long).Run(TimeSpan.FromSeconds(20));
        RtpHeader? before = null;
        TimeSpan apart = TimeSpan.FromSeconds(PayloadSize * 8.0 / world.Sender.Rate.BitsPerSecond);
        Instant last = world.Start;
        foreach ((Instant due, byte[] packet) in world.Media)
        {
            Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out Range payload, out _));
            Assert.Equal((33, PayloadSize), (header.PayloadType, payload.GetOffsetAndLength(packet.Length).Length));
            Assert.InRange((due - world.Start).TotalSeconds - Seconds(world, header.Timestamp), -1e-5, 1e-5);
            if (before is { } one)
            {
                Assert.Equal(one.Sequence + 1, header.Sequence);
                Assert.InRange((due - last - apart).Ticks, -2, 2);
            }

            (before, last) = (header, due);
        }

        Assert.InRange(world.Reports.Count, 3, 10);
        foreach ((Instant at, byte[] report) in world.Reports)
        {
            Assert.True(CompoundPacket.TryParse(report, out CompoundPacket compound, out _));
            foreach (RtcpPacket packet in compound)
            {
                if (!SenderReport.TryParse(packet, out SenderReport sr, out _))
                    continue;
                Assert.Equal(new NtpTime(0xffff_fff0_0000_0000) + (at - world.Start), sr.Ntp);
                Assert.InRange((at - world.Start).TotalSeconds - Seconds(world, sr.Rtp), -1e-5, 1e-5);
                Assert.Equal(sr.Packets * PayloadSize, sr.Octets);
            }
        }
    }

    [Theory]
    [InlineData(10, 5, false)]
    [InlineData(8, 8, true)]
    public void Parity_brings_back_a_burst(byte columns, byte rows, bool hasRows)
    {
        TransportStreamWorld world =
            new TransportStreamWorld([Long], new(columns, rows, hasRows)).Loop(Long).Run(TimeSpan.FromSeconds(10));
        double perPacket = (1.0 / rows) + (hasRows ? 1.0 / columns : 0);
        Assert.InRange(world.Parity.Count, (world.Media.Count - (2 * columns * rows)) * perPacket, world.Media.Count * perPacket);
        Smpte2022Decoder decoder = new();
        int burst = columns - 1, first = 3 * columns * rows, recovered = 0, parity = 0;
        for (int i = 0; i < 2 * first; i++)
        {
            if (i < first || i >= first + burst)
                decoder.AcceptSource(world.Media[i].Bytes);
            for (; world.Parity[parity].Behind <= i + 1; parity++)
                Assert.True(decoder.AcceptParity(world.Parity[parity].Bytes));
            while (decoder.TryTake(out ReadOnlySpan<byte> packet))
            {
                byte[] again = packet.ToArray();
                Assert.Contains(world.Media.Skip(first).Take(burst), one => one.Bytes.AsSpan().SequenceEqual(again));
                recovered++;
            }
        }

        Assert.Equal(burst, recovered);
    }

    [Fact]
    public void Where_nothing_is_cued_clock_and_tables_go_on_and_a_title_begins_when_there_is_one()
    {
        TransportStreamWorld world = new([Short]);
        world.Run(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Media);
        world.Cue(Short);
        world.Run(TimeSpan.FromSeconds(12));
        Instant over = Assert.Single(world.Events.Select(told => told.What).OfType<ChannelEvent.Starved>()).At;
        Assert.InRange((over - world.Start).TotalSeconds, 7.9, 8.2);
        Assert.Equal(0, Short.Open);
        world.Cue(Short, at: world.Now + TimeSpan.FromSeconds(2));
        world.Run(TimeSpan.FromSeconds(9));
        StreamAnalysis analysis = world.Analyse();
        Assert.Equal((0, 0), (analysis.Discontinuities, analysis.Underflows));
        Assert.InRange(analysis.WorstClockInterval, 1, 40);
        ChannelEvent.Began[] began = [.. world.Events.Select(told => told.What).OfType<ChannelEvent.Began>()];
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], began.Select(one => one.Late));
        Assert.Equal(15, (began[1].At - world.Start).TotalSeconds, 2);
        long[] shown = [.. analysis.Presentations[0x100].Order()];
        long gap = shown.Zip(shown.Skip(1)).Max(pair => pair.Second - pair.First);
        Assert.InRange(gap / 90_000.0, (began[1].At - over).TotalSeconds, (began[1].At - over).TotalSeconds + 0.2);
    }

    [Fact]
    public void A_title_entered_in_its_middle_begins_with_a_key_picture_and_its_sound()
    {
        TransportStreamWorld world = new([Long]);
        world.Cue(Long, at: null, from: MediaTime.FromSeconds(5));
        world.Run(TimeSpan.FromSeconds(6));
        StreamAnalysis analysis = world.Analyse();
        ChannelEvent.Began began = Assert.Single(world.Events.Select(told => told.What).OfType<ChannelEvent.Began>());
        Assert.InRange((world.Start - began.At).TotalSeconds, 3, 5);
        Assert.Equal(0, analysis.Underflows);
        long picture = analysis.Presentations[0x100].Min(), sound = analysis.Presentations[0x101].Min();
        Assert.InRange(Math.Abs(picture - sound), 0, 9_000);
        Assert.InRange(picture / 90_000.0, 0.6, 0.9);
    }

    [Fact]
    public void A_machine_that_stood_still_goes_on_from_there_and_floods_nobody()
    {
        TransportStreamWorld world = new TransportStreamWorld([Long]).Loop(Long).Run(TimeSpan.FromSeconds(3));
        int before = world.Media.Count;
        world.Stall(TimeSpan.FromSeconds(5));
        world.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(1, world.Sender.Slips);
        Assert.InRange(world.Media.Count - before, before * 0.99, before * 1.01);
        StreamAnalysis analysis = world.Analyse();
        Assert.Equal((0, 0), (analysis.Discontinuities, analysis.Underflows));
        Assert.InRange(analysis.WorstClock, 0, 38);
    }

    [Fact]
    public void What_is_halted_gives_all_titles_back_and_says_goodbye()
    {
        TransportStreamWorld world = new TransportStreamWorld([Long, Short]).Loop(Long, Short).Run(TimeSpan.FromSeconds(2));
        Assert.True(world.Sender.SayBye("over", world.Now, world));
        Assert.True(world.Sender.AtEnd);
        world.Sender.Halt(world.Now);
        Assert.Equal(Instant.Never, world.Sender.Next);
        Assert.True(CompoundPacket.TryParse(world.Reports[^1].Bytes, out CompoundPacket compound, out _));
        bool saysGoodbye = false;
        foreach (RtcpPacket packet in compound)
            saysGoodbye |= Bye.TryParse(packet, out Bye bye) && bye.Contains(world.Sender.Media.Identity.Ssrc);
        Assert.True(saysGoodbye);
        while (world.Sender.TryTakeEvent(out ChannelEvent? told))
            (told as ChannelEvent.Left)?.Title.Dispose();
        Assert.Equal(0, Long.Open + Short.Open);
    }

    [Fact]
    public void A_title_that_needs_more_raises_the_rate_for_good()
    {
        ChannelFilm larger = ChannelFilm.Make("larger", 5, 30);
        TransportStreamWorld world = new([Short, larger]);
        world.Cue(Short);
        world.Run(TimeSpan.FromSeconds(1));
        BitRate first = world.Sender.Rate;
        world.Cue(larger);
        world.Run(TimeSpan.FromSeconds(1));
        Assert.True(world.Sender.Rate > first);
        BitRate second = world.Sender.Rate;
        world.Run(TimeSpan.FromSeconds(20));
        Assert.Equal((second, 0L), (world.Sender.Rate, world.Sender.Late));
    }

    private static double Seconds(TransportStreamWorld world, RtpTimestamp stamp) =>
        stamp.Since(world.Sender.Media.Identity.Epoch) / 90_000.0;

    /// <summary>What an elementary stream holds of one showing.</summary>
    private static byte[] Elementary(ChannelFilm film, bool isPicture)
    {
        TrackIndex track = film.Index.Tracks.First(one => (one.Track.Kind == TrackKind.Video) == isPicture);
        using MemoryStream expected = new();
        long first = isPicture ? track.Samples[0].PresentationUnits : 0;
        foreach (MediaSample sample in track.Samples)
        {
            if (sample.PresentationUnits < first)
                continue;
            byte[] bytes = new byte[sample.Size];
            Assert.True(film[track].Film.TryRead(sample.Offset, bytes));
            expected.Write(isPicture ? [0, 0, 0, 1, 9, 0xf0] : Adts(track.Track.Configuration, bytes.Length));
            expected.Write(bytes);
        }

        return expected.ToArray();
    }

    private static byte[] Adts(byte[] configuration, int length)
    {
        int config = BinaryPrimitives.ReadUInt16BigEndian(configuration);
        ulong header = (0xfff1UL << 40) | ((ulong)((config >> 11) - 1) << 38) | ((ulong)((config >> 7) & 15) << 34)
            | ((ulong)((config >> 3) & 15) << 30) | ((ulong)(length + 7) << 13) | (0x7ffUL << 2);
        return Convert.FromHexString($"{header:X14}");
    }
}
