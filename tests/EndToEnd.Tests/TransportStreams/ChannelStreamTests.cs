using Streaming.EndToEnd.Tests.DataPlane;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Formats.Rtp;
using Streaming.Testing;
using Streaming.Testing.TransportStreams;

namespace Streaming.EndToEnd.Tests.TransportStreams;

/// <summary>The transport stream of a channel, on a group of the loop-back interface: to receivers that are not ours, and under our own
/// arithmetic.</summary>
public sealed class ChannelStreamTests : IDisposable
{
    /// <summary>A second and a half, again and again, with a key picture each 0.8 s: some receivers take no notice of what comes while they
    /// get ready.</summary>
    private static readonly string Clip = TestClips.Find(TestClips.H264Aac);

    private const int Enough = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-channel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_heard_is_in_order_by_the_standard_and_leaves_by_its_own_clock()
    {
        await using SentChannel channel = SentChannel.Prepare(SharedMedia.Find(SharedMedia.Film), new(10, 5, false));
        using MarkedReceiver receiver = channel.Group.Media();
        await channel.StartAsync();
        List<HeardDatagram> heard = receiver.Hear(1_000);
        StreamAnalysis analysis = new(
            channel.Sender.Rate.BitsPerSecond,
            channel.Program.Description.Streams.ToDictionary(one => one.Pid, one => (one.Buffer, (double)one.Leak.BitsPerSecond)));
        foreach (HeardDatagram datagram in heard)
        {
            Assert.Equal(33, datagram.Bytes[1]);
            analysis.Accept(datagram.Bytes.AsSpan(RtpHeader.Size));
        }

        analysis.End(isCut: true);
        Assert.Equal((0, 0), (analysis.Discontinuities, analysis.Underflows));
        Assert.InRange(analysis.WorstClock, 0, 38);
        Assert.InRange(analysis.WorstClockInterval, 1, 40);
        Assert.InRange(analysis.WorstInterval[0], 1, 100);
        Assert.InRange(analysis.WorstInterval[0x20], 1, 100);
        Assert.InRange(analysis.WorstInterval[0x11], 1, 2_000);
        Assert.Equal((0L, 0L), (channel.Sender.Late, channel.Sender.Slips));
        await AssertIsWholeToTsharkAsync(channel.Group.Rtp.Port, heard.Select(datagram => datagram.Bytes));
    }

    [Fact]
    public async Task Ffmpeg_shows_every_picture()
    {
        await using SentChannel channel = SentChannel.Prepare(Clip);
        string address = $"rtp://{channel.Group.Rtp}?localaddr=127.0.0.1";
        Task<ProgramResult> playing = FrameHashes.PicturesAsync(address, Limit, "-t", "8");
        await channel.StartAsync();
        await AssertIsPieceAsync(FrameHashes.Read(await playing));
    }

    [Fact]
    public async Task GStreamer_takes_the_pictures_out()
    {
        Assert.SkipUnless(ForeignProgram.Exists("gst-launch-1.0"), "GStreamer is not on this machine");
        await using SentChannel channel = SentChannel.Prepare(Clip);
        string written = Path.Combine(_folder, "written.h264");
        string[] words =
        [
            "-s", "INT", "10", "gst-launch-1.0", "-q", "-e",
            "udpsrc", $"address={channel.Group.Rtp.Address}", $"port={channel.Group.Rtp.Port}", "multicast-iface=lo", "buffer-size=2000000",
            "caps=application/x-rtp,media=video,clock-rate=90000,encoding-name=MP2T,payload=33",
            "!", "rtpmp2tdepay", "!", "tsdemux", "!", "h264parse", "!", "video/x-h264,stream-format=byte-stream", "!", "filesink",
            $"location={written}",
        ];
        Task<ProgramResult> playing = ForeignProgram.RunAsync("timeout", words, Limit);
        await channel.StartAsync();
        ProgramResult result = await playing;
        Assert.True(File.Exists(written), $"{result}");
        await AssertIsPieceAsync(FrameHashes.Read(await FrameHashes.PicturesAsync(written, Limit)));
    }

    [Fact]
    public async Task VLC_plays_the_group()
    {
        Assert.SkipUnless(ForeignProgram.Exists("cvlc") && ForeignProgram.Exists("runuser"), "VLC is not on this machine");
        await using SentChannel channel = SentChannel.Prepare(Clip);

        // VLC refuses to run as root, so it runs as somebody who may write here.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        string written = Path.Combine(_folder, "written.ts");
        string[] vlc =
        [
            "cvlc", "-q", "-I", "dummy", "--miface", "lo", "--run-time", "8", "--sout", $"#std{{access=file,mux=ts,dst={written}}}",
            $"rtp://@{channel.Group.Rtp}", "vlc://quit",
        ];
        string[] words = Environment.IsPrivilegedProcess ? ["runuser", "-u", "nobody", "--", "env", $"HOME={_folder}", .. vlc] : vlc;
        Task<ProgramResult> playing = ForeignProgram.RunAsync("timeout", ["-s", "INT", "15", .. words], Limit);
        await channel.StartAsync();
        ProgramResult result = await playing;
        Assert.True(File.Exists(written), $"{result}");
        await AssertIsPieceAsync(FrameHashes.Read(await FrameHashes.PicturesAsync(written, Limit)));
    }

    /// <summary>Where a counter does not follow the one before, it says so: of these packets never, but where some are taken out.</summary>
    private async Task AssertIsWholeToTsharkAsync(int port, IEnumerable<byte[]> datagrams)
    {
        if (!ForeignProgram.Exists("tshark"))
            return;
        List<byte[]> packets = [.. datagrams];
        Assert.Equal(0, await DropsAsync(port, packets));

        // One alone may hold nothing but null packets.
        packets.RemoveRange(packets.Count / 2, 10);
        Assert.InRange(await DropsAsync(port, packets), 1, 7);
    }

    private async Task<int> DropsAsync(int port, IEnumerable<byte[]> datagrams)
    {
        string file = Path.Combine(_folder, "heard.pcap");
        await PcapFile.WriteAsync(file, port, datagrams);
        ProgramResult read = await ForeignProgram.RunAsync(
            "tshark", ["-n", "-r", file, "-d", $"udp.port=={port},rtp", "-Y", "mp2t.cc.drop", "-T", "fields", "-e", "mp2t.pid"], Limit);
        Assert.True(read.ExitCode == 0, $"{read}");
        return read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    /// <summary>What was shown is a piece of the clip, over and over, without a hole; the last pictures before a receiver stopped are its
    /// own affair.</summary>
    private static async Task AssertIsPieceAsync(IReadOnlyList<string> shown)
    {
        IReadOnlyList<string> clip = FrameHashes.Read(await FrameHashes.PicturesAsync(Clip, Limit));
        Assert.InRange(shown.Count, Enough, int.MaxValue);
        string[] piece = [.. shown.Take(shown.Count - 5)];
        int from = clip.ToList().IndexOf(piece[0]);
        Assert.True(from >= 0, "the first picture is none of the clip's");
        Assert.Equal(Enumerable.Range(from, piece.Length).Select(place => clip[place % clip.Count]), piece);
    }
}
