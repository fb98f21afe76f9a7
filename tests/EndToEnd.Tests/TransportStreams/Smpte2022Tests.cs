using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Formats.Fec;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.TransportStreams;

/// <summary>Our parity mends what GStreamer misses, and ffmpeg's parity what we miss.</summary>
public sealed class Smpte2022Tests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("10x5")]
    [InlineData("5x5+rows")]
    public async Task GStreamer_writes_a_whole_film_though_every_hundredth_packet_and_a_burst_of_five_are_lost(string layout)
    {
        Assert.SkipUnless(ForeignProgram.Exists("gst-launch-1.0"), "GStreamer is not on this machine");
        string clip = await ClipAsync();
        string written = Path.Combine(_folder.Path, "written.ts");
        using FecPorts sent = FecPorts.Open();
        int port;
        using (FecPorts free = FecPorts.Open())
            port = free.Media;
        using Process receiver = await ReceiverAsync(port, written);
        try
        {
            Task<ProgramResult> sending = SendAsync(clip, sent.Media, layout);
            int lost = await PassOnAsync(sent, port);
            ProgramResult result = await sending;
            Assert.True(result.ExitCode == 0, $"{result}");
            Assert.InRange(lost, 12, 100);
            using CancellationTokenSource patience = new(Limit);
            while (new FileInfo(written).Length < new FileInfo(clip).Length && !patience.IsCancellationRequested)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        finally
        {
            receiver.Kill();
            await receiver.WaitForExitAsync(CancellationToken.None);
        }

        Assert.Equal(File.ReadAllBytes(clip), File.ReadAllBytes(written));
    }

    [Theory]
    [InlineData(5, 5, 4)]
    [InlineData(10, 6, 9)]
    public async Task What_ffmpeg_protects_is_recovered_to_the_last_bit(int columns, int rows, int burst)
    {
        string clip = await ClipAsync();
        using FecPorts ports = FecPorts.Open();
        string fec = string.Create(CultureInfo.InvariantCulture, $"prompeg=l={columns}:d={rows}");
        Task<ProgramResult> sending = ForeignProgram.RunAsync(
            "ffmpeg",
            ["-v", "error", "-readrate", "2", "-i", clip, "-c", "copy", "-f", "rtp_mpegts", "-fec", fec, $"rtp://127.0.0.1:{ports.Media}"],
            Limit);

        Smpte2022Decoder decoder = new();
        List<byte[]> lost = [];
        Dictionary<int, byte[]> recovered = [];
        long media = 0, parity = 0;
        await foreach ((int port, byte[] packet) in ports.ReceiveAsync(Limit, Quiet))
        {
            if (port > 0)
                parity += decoder.AcceptParity(packet) ? 1 : 0;
            else if (media++ % 61 < burst)
                lost.Add(packet);
            else
                decoder.AcceptSource(packet);
            while (decoder.TryTake(out ReadOnlySpan<byte> packetAgain))
                recovered.Add(Number(packetAgain), packetAgain.ToArray());
        }

        ProgramResult result = await sending;
        Assert.True(result.ExitCode == 0 && lost.Count > burst, $"{result}");
        Assert.Equal(0, decoder.Statistics.Malformed);
        Assert.InRange(parity, media / rows / 2, media);

        // What is lost before the first packet that came is nobody's; ffmpeg sends no parity of the block that the end leaves unfinished,
        // and none of the columns of the one before.
        List<byte[]> known = [.. lost.Skip(burst).TakeWhile((_, i) => (i / burst * 61) + 61 + burst < media - (2 * columns * rows))];
        Assert.NotEmpty(known);
        Assert.All(known, packet => Assert.Equal(packet, recovered.GetValueOrDefault(Number(packet))));
        Assert.All(recovered.Values, packet => Assert.Contains(lost, original => original.AsSpan().SequenceEqual(packet)));
    }

    [Theory]
    [InlineData("film.ts")]
    [InlineData("film.ts", "127.0.0.1")]
    [InlineData("film.ts", "127.0.0.1:5000", "3x3")]
    [InlineData("film.ts", "127.0.0.1:5000", "10x0")]
    public async Task Whoever_calls_the_sample_wrongly_is_told_how(params string[] arguments)
    {
        ProgramResult result = await ForeignProgram.RunAsync("dotnet", [Program, .. arguments], Limit);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("usage: TransportStream FILE.ts ADDRESS:PORT", result.Errors, StringComparison.Ordinal);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Streaming.TransportStream.dll");

    private static Task<ProgramResult> SendAsync(string clip, int port, string layout) =>
        ForeignProgram.RunAsync("dotnet", [Program, clip, $"127.0.0.1:{port}", layout], Limit);

    private static int Number(ReadOnlySpan<byte> packet) => (packet[2] << 8) | packet[3];

    /// <summary>Passes packets on, media with losses.</summary>
    private static async Task<int> PassOnAsync(FecPorts from, int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        int media = 0, lost = 0;
        await foreach ((int offset, byte[] packet) in from.ReceiveAsync(Limit, Quiet))
        {
            bool isLost = offset == 0 && media++ % 100 is >= 40 and < 45 or 90;
            lost += isLost ? 1 : 0;
            if (!isLost)
                socket.SendTo(packet, new IPEndPoint(IPAddress.Loopback, port + offset));
        }

        return lost;
    }

    /// <summary>GStreamer's own decoder of this parity, listening; columns may come two blocks late.</summary>
    private static async Task<Process> ReceiverAsync(int port, string file)
    {
        const string Parity = "caps=application/x-rtp,media=video,clock-rate=90000,encoding-name=parityfec,payload=96";
        const string Media = "caps=application/x-rtp,media=video,clock-rate=90000,encoding-name=MP2T,payload=33";
        string[] pipeline =
        [
            "rtpst2022-1-fecdec", "name=fec", "size-time=5000000000", "!", "rtpjitterbuffer", "latency=4000", "!", "rtpmp2tdepay", "!",
            "filesink", "buffer-mode=unbuffered", $"location={file}",
            "udpsrc", $"port={port}", "buffer-size=8000000", Media, "!", "queue", "!", "fec.sink",
            "udpsrc", $"port={port + 2}", Parity, "!", "queue", "!", "fec.fec_0",
            "udpsrc", $"port={port + 4}", Parity, "!", "queue", "!", "fec.fec_1",
        ];
        ProcessStartInfo start = new("gst-launch-1.0", pipeline) { RedirectStandardOutput = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("gst-launch-1.0 did not start");
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("New clock", StringComparison.Ordinal))
                return process;
        }

        throw new InvalidOperationException("GStreamer does not listen");
    }

    private async Task<string> ClipAsync()
    {
        string clip = Path.Combine(_folder.Path, "clip.ts");
        string film = SharedMedia.Find(SharedMedia.TransportStream);
        ProgramResult made = await ForeignProgram.RunAsync(
            "ffmpeg", ["-v", "error", "-t", "4", "-i", film, "-c", "copy", "-f", "mpegts", clip], Limit);
        Assert.True(made.ExitCode == 0 && new FileInfo(clip).Length % ProgramClock.PacketSize == 0, $"{made}");
        return clip;
    }
}
