using Streaming.Formats.Media;
using Streaming.Formats.Multiplexing;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Primitives.Chance;
using Streaming.Testing;
using Streaming.Testing.TransportStreams;

namespace Streaming.Codecs.Tests.Multiplexing;

public sealed class MultiplexerTests
{
    private const int Second = 90_000;

    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(700);

    private static readonly Track Picture = new()
    {
        Id = 1, Kind = TrackKind.Video, Codec = Codec.H264, Clock = ClockRate.Video,
        Configuration = Hex.Bytes("00000001 67 64001e ac 00000001 68 ee"),
    };

    private static readonly Track Sound = new()
    {
        Id = 2, Kind = TrackKind.Audio, Codec = Codec.Aac, Clock = new(48_000), Language = "de", Channels = 2, SampleRate = 48_000,
        Configuration = [0x11, 0x90],
    };

    /// <summary>PAT: program 1 is at PID 0x20. PMT: its clock is at 0x100, H.264 at 0x100, AAC at 0x101 in German. SDT: its name.</summary>
    [Fact]
    public void Tables_say_what_there_is_and_never_change()
    {
        StreamAnalysis analysis = Analyse(BitRate.Mbps(1), Second * 3, (_, _) => { });
        Assert.Equal("00 b0 0d 00 01 c1 00 00 00 01 e0 20 a2 c3 29 41", Hex.Text(analysis.Sections[0]));
        Assert.Equal(
            "02 b0 1d 00 01 c1 00 00 e1 00 f0 00 1b e1 00 f0 00 0f e1 01 f0 06 0a 04 64 65 75 00",
            Hex.Text(analysis.Sections[0x20].AsSpan(0, 28)));
        Assert.Equal(
            "42 f0 1e 00 01 c1 00 00 ff 00 ff 00 01 fc 80 0d 48 0b 01 02 15 41 06 15 4e c3 a9 77 73",
            Hex.Text(analysis.Sections[0x11].AsSpan(0, 29)));
    }

    [Theory, Seeds(20)]
    public void Whatever_comes_at_whatever_rate_the_clock_is_the_place_and_nothing_runs_over(ulong seed)
    {
        SeededRandom random = new(seed);
        BitRate rate = new(random.Next(800_000, 20_000_000));
        long picture = Second / 2, sound = Second / 2;
        int interval = random.Next(1_500, 7_500), largest = (int)(rate.BitsPerSecond / 8 * interval / Second / 2);
        StreamAnalysis analysis = Analyse(rate, Second * 6, (multiplexer, now) =>
        {
            if (multiplexer.IsHungry(0))
            {
                long shown = picture + (random.Next(3) * interval);
                multiplexer.Begin(0, random.Next(1, largest), picture, shown, picture, random.Next(10) == 0).Fill(7);
                picture += interval;
            }

            if (multiplexer.IsHungry(1))
            {
                multiplexer.Begin(1, random.Next(20, 1_400), sound, sound, sound + 5_760, isKey: true).Fill(8);
                sound += 7_680;
            }
        });
        Assert.Equal((0, 0), (analysis.Discontinuities, analysis.Underflows));
        Assert.InRange(analysis.WorstClock, 0, 38);
        Assert.InRange(analysis.WorstClockInterval, 1, 40);
        Assert.InRange(analysis.WorstTransportBuffer, 188, 512);
        Assert.InRange(analysis.WorstOverflow, double.MinValue, 0);
        Assert.InRange(analysis.WorstInterval[0], 1, 100);
    }

    [Fact]
    public void The_rate_changes_between_two_packets_and_the_clock_goes_on_from_there()
    {
        Multiplexer multiplexer = new(Program(), new(1_000_000), Ahead);
        byte[] packet = new byte[ProgramClock.PacketSize];
        for (int i = 0; i < 7; i++)
            multiplexer.Write(packet);
        Assert.Equal(284_256, multiplexer.Clock);
        multiplexer.ChangeRate(new(3_000_000));
        Assert.Equal(284_256, multiplexer.Clock);
        for (int i = 0; i < 1_000; i++)
            multiplexer.Write(packet);
        Assert.Equal(284_256 + 13_536_000, multiplexer.Clock);
    }

    [Fact]
    public void A_unit_that_comes_too_late_is_sent_and_counted()
    {
        Multiplexer multiplexer = new(Program(), new(1_000_000), Ahead);
        byte[] packet = new byte[ProgramClock.PacketSize];
        multiplexer.Begin(0, 10_000, Second / 100, Second / 100, Second / 100, isKey: true).Fill(1);
        while (!multiplexer.IsHungry(0))
            multiplexer.Write(packet);
        Assert.Equal(1, multiplexer.Late);
    }

    [Fact]
    public void No_two_units_of_a_stream_are_decoded_at_once_and_none_after_it_is_shown()
    {
        long[] decodes = [45_000, 45_000, 44_000, 50_000];
        int next = 0;
        StreamAnalysis analysis = Analyse(BitRate.Mbps(2), Second * 2, (multiplexer, _) =>
        {
            if (multiplexer.IsHungry(0) && next < decodes.Length)
            {
                multiplexer.Begin(0, 100, decodes[next], decodes[next], decodes[next], isKey: true).Fill(1);
                next++;
            }
        });
        Assert.Equal([45_000, 45_001, 45_002, 50_000], analysis.Decodes[0x100]);
        Assert.Equal([45_000, 45_001, 45_002, 50_000], analysis.Presentations[0x100]);
    }

    [Fact]
    public void What_cannot_be_read_is_left_out_and_the_next_unit_sent()
    {
        bool isLeft = false;
        StreamAnalysis analysis = Analyse(BitRate.Mbps(2), Second * 2, (multiplexer, _) =>
        {
            if (!multiplexer.IsHungry(0) || isLeft)
                return;
            multiplexer.Begin(0, 1_000, Second, Second, Second, isKey: true);
            multiplexer.Abandon(0);
            Assert.True(multiplexer.IsHungry(0));
            multiplexer.Begin(0, 2, Second + 10, Second + 10, Second + 10, isKey: true).Fill(9);
            isLeft = true;
        });
        Assert.Equal([9, 9], analysis.Elementary[0x100].ToArray());
    }

    [Fact]
    public void A_picture_of_nearly_a_megabyte_passes_with_a_length_that_is_not_told()
    {
        bool isGiven = false;
        StreamAnalysis analysis = Analyse(BitRate.Mbps(20), Second * 2, (multiplexer, _) =>
        {
            if (!isGiven)
                multiplexer.Begin(0, 900_000, Second, Second + 3_000, Second, isKey: true).Fill(1);
            isGiven = true;
        });
        Assert.Equal(900_000, analysis.Elementary[0x100].Length);
        Assert.Equal(0, analysis.Underflows);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_packet()
    {
        Multiplexer multiplexer = new(Program(), BitRate.Mbps(2), Ahead);
        byte[] packet = new byte[ProgramClock.PacketSize];
        long decode = Second, before = 0;
        for (int i = 0; i < 20_000; i++)
        {
            if (i == 2_000)
                before = GC.GetAllocatedBytesForCurrentThread();
            if (multiplexer.IsHungry(0))
                multiplexer.Begin(0, 5_000, decode += 3_600, decode, decode, isKey: false).Fill(1);
            multiplexer.Write(packet);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(48_000, 0x03)]
    [InlineData(32_000, 0x03)]
    [InlineData(24_000, 0x04)]
    public void MPEG_audio_is_named_by_its_sampling_rate_and_alone_is_radio(int rate, byte type)
    {
        Track sound = new() { Id = 1, Kind = TrackKind.Audio, Codec = Codec.Mp3, Clock = ClockRate.Video, SampleRate = rate };
        ProgramDescription program = new(1, 7, "", "", [new(0x100, sound)]);
        byte[] map = ProgramTables.Map(program), service = ProgramTables.Service(program);
        Assert.Equal(type, map[12]);
        Assert.Equal("und"u8.ToArray(), map[19..22]);
        Assert.Equal("48 03 02 00 00", Hex.Text(service.AsSpan(16, 5)));
    }

    [Theory]
    // AAC-LC at 44.1 kHz in stereo; HE-AAC at 48 kHz over 24, which the header calls by its core; 5.1 at 48 kHz.
    [InlineData("1210", "ff f1 50 80 21 7f fc")]
    [InlineData("2b118800", "ff f1 58 80 21 7f fc")]
    [InlineData("11b0", "ff f1 4d 80 21 7f fc")]
    public void AAC_is_framed_as_its_configuration_says(string configuration, string header)
    {
        Track sound = Sound with { Configuration = Hex.Bytes(configuration) };
        Assert.True(ElementaryStream.CanCarry(sound));
        byte[] written = new byte[UnitFraming.MaxSize];
        Assert.Equal(7, UnitFraming.Write(sound, 0, 260, written));
        Assert.Equal(header, Hex.Text(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1200")]
    [InlineData("1214")]
    public void AAC_that_no_header_describes_is_not_carried(string configuration) =>
        Assert.False(ElementaryStream.CanCarry(Sound with { Configuration = Hex.Bytes(configuration) }));

    [Theory]
    [InlineData(Codec.Vp9)]
    [InlineData(Codec.Opus)]
    [InlineData(Codec.TimedText)]
    public void What_broadcasting_does_not_know_is_not_carried(Codec codec) =>
        Assert.False(ElementaryStream.CanCarry(Sound with { Codec = codec }));

    [Fact]
    public void Stamps_and_clock_wrap_after_26_hours_like_any_other_moment()
    {
        byte[] packet = new byte[ProgramClock.PacketSize];
        TransportHeader.Write(packet, 0x100, 3, true, TransportHeader.Room, false, ProgramClock.Wrap + 301, hasPayload: false);
        Assert.True(ProgramClock.TryRead(packet, out ProgramClock clock));
        Assert.Equal((0x100, 301L, false), (clock.Pid, clock.Ticks, clock.IsNew));
        byte[] one = new byte[PesHeader.MaxSize], other = new byte[PesHeader.MaxSize];
        PesHeader.Write(one, true, 10, 5, 7);
        PesHeader.Write(other, true, 10, 5 + (1L << 33), 7 + (1L << 33));
        Assert.Equal(one, other);
    }

    private static ProgramDescription Program() => new(1, 1, "Néws", "A", [new(0x100, Picture), new(0x101, Sound)]);

    /// <summary>Runs up to a moment, in 90 kHz, and asks for units before each packet.</summary>
    private static StreamAnalysis Analyse(BitRate rate, long until, Action<Multiplexer, long> feed)
    {
        ProgramDescription program = Program();
        Multiplexer multiplexer = new(program, rate, Ahead);
        StreamAnalysis analysis = new(
            rate.BitsPerSecond, program.Streams.ToDictionary(one => one.Pid, one => (one.Buffer, (double)one.Leak.BitsPerSecond)));
        byte[] packet = new byte[ProgramClock.PacketSize];
        while (multiplexer.Clock < until * 300)
        {
            // What is asked for near the end would not be whole.
            if (multiplexer.Clock < (until - Second) * 300)
                feed(multiplexer, multiplexer.Clock / 300);
            multiplexer.Write(packet);
            analysis.Accept(packet);
        }

        analysis.End();
        return analysis;
    }
}
