using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Channels;
using Streaming.Server.Sending;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests.Channels;

/// <summary>A channel plays for longer than its clocks can count.</summary>
[Collection(Alone.Name)]
public sealed class LongChannelTests(ITestOutputHelper output)
{
    /// <summary>A clock of 90 kHz wraps after 13 h 15 min.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromHours(14);

    [Fact]
    public void After_fourteen_hours_stamps_are_exact_reports_agree_with_them_and_nothing_has_piled_up()
    {
        // Neither 100 pictures at 29.97 a second nor 157 frames of sound last a whole number of ticks.
        ChannelFilm film = new("film", Picture(100, 3_003), Sound(157));
        Lineup lineup = Lineup.Of(ChannelWorld.Settings([film]) with { Parity = ParityLayout.OfRows(10) }, [film.Index]);
        Instant created = Instant.FromSeconds(77);
        NtpTime createdNtp = new(0xffff_fff0_0000_0000);
        ChannelSender sender = new(lineup, created, createdNtp, "channel", seed: 3);
        LongSink sink = new(sender, createdNtp);
        const long length = 157 * 1_024;
        long begun = 0, memory = 0;
        Instant now = created;
        for (Instant end = created + Time; now <= end; now = sender.Next)
        {
            while (sender.TryTakeEvent(out ChannelEvent? happened))
            {
                if (happened is ChannelEvent.WantsTitle)
                    sender.Cue(film.Fit(lineup), at: null);
                else if (happened is ChannelEvent.Left left)
                    left.Title.Dispose();
                else if (happened is ChannelEvent.Began title)
                    Assert.Equal(begun++ * length, new ClockRate(48_000).ToUnits(title.Position));
            }

            sink.Now = now;
            sender.Emit(now, sink);
            if (memory == 0 && now > created + TimeSpan.FromHours(1))
                memory = GC.GetTotalMemory(forceFullCollection: true);
        }

        output.WriteLine($"{begun} titles, {sink.Media} packets, {sink.Reports} reports; {memory / 1_000} kB after an hour, "
            + $"{GC.GetTotalMemory(forceFullCollection: true) / 1_000} kB in the end; {film.Open} titles open");
        Assert.InRange(begun, 15_000, 15_100);
        Assert.InRange(film.Open, 2, 8);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) < memory + 500_000);
        Assert.True(sink.Reports > 2 * 14 * 3_600 / 10);
    }

    private static SyntheticTrack Picture(int count, int duration)
    {
        TrackBuilder builder = new(new()
        {
            Id = 1, Kind = TrackKind.Video, Codec = Codec.H264, Clock = ClockRate.Video, Width = 64, Height = 48, FrameRate = 29.97,
        });
        for (int i = 0; i < count; i++)
            builder.Raw([0, 0, 0, 1]).Unit([0x65, 1, 2, (byte)i]).End((long)i * duration, 0, duration, SampleFlags.Key);
        return builder.Build();
    }

    private static SyntheticTrack Sound(int count)
    {
        TrackBuilder builder = new(new()
        {
            Id = 2, Kind = TrackKind.Audio, Codec = Codec.Aac, Clock = new(48_000), Channels = 2, SampleRate = 48_000,
            Configuration = [0x11, 0x90],
        });
        for (int i = 0; i < count; i++)
            builder.Raw([(byte)i, 7, 7, 7]).End(i * 1_024L, 0, 1_024, SampleFlags.Key);
        return builder.Build();
    }

    /// <summary>Looks at every packet as it leaves.</summary>
    private sealed class LongSink(ChannelSender sender, NtpTime createdNtp) : IPacketSink
    {
        private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
        private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
        private readonly long[] _packets = new long[2];

        public Instant Now { get; set; }

        public long Media => _packets.Sum();

        public long Reports { get; private set; }

        public PacketWriter Begin() => new(_inline, _parts);

        public void Packet(SendStream stream, in PacketWriter packet, Instant due)
        {
            int lane = stream == sender.Streams[0] ? 0 : 1;
            Assert.True(RtpHeader.TryParse(packet.Inline, out RtpHeader header, out _, out _));
            long count = _packets[lane]++;
            Assert.Equal(stream.Identity.First + unchecked((ushort)count), header.Sequence);

            // Of sound each title is 157 frames, of pictures 100, that begin where the sound does.
            long units = lane == 1 ? count * 1_024 : Rounded(count / 100 * 157 * 1_024) + (count % 100 * 3_003);
            Assert.Equal(stream.Identity.Epoch + units, header.Timestamp);
            TimeSpan since = stream.Index.Track.Clock.ToLength(units);
            Assert.InRange((Now - sender.Sending.Created - since).Ticks, -1, 20 * TimeSpan.TicksPerMillisecond);
        }

        public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
        {
        }

        public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
        {
            Reports++;
            Assert.True(CompoundPacket.TryParse(compound, out CompoundPacket packets, out _));
            foreach (RtcpPacket part in packets)
            {
                if (!SenderReport.TryParse(in part, out SenderReport report, out _))
                    continue;
                TimeSpan told = report.Ntp - createdNtp;
                Assert.InRange((told - (Now - sender.Sending.Created)).Ticks, -2, 2);
                RtpTimestamp expected = stream.Identity.Epoch + ((SendStream)stream).Index.Track.Clock.ToUnits(told);
                Assert.InRange(report.Rtp.Since(expected), -1, 1);
            }
        }

        private static long Rounded(long sound) => ((sound * 90_000) + 24_000) / 48_000;
    }
}
