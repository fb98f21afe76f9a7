using System.Diagnostics;
using System.Globalization;
using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>What leaves from some ports over the loopback interface, recorded by <c>dumpcap</c> and read by <c>tshark</c>.</summary>
internal sealed class LoopbackCapture : IDisposable
{
    private const int RtpHeader = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The kernel hands on what it has recorded by blocks, the last after a tenth of a second: the recorder gets it before it is
    /// told to end, even where it is slow.</summary>
    private static readonly TimeSpan LastBlock = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly string _file;
    private readonly List<string> _said = [];

    private LoopbackCapture(Process process, string file) => (_process, _file) = (process, file);

    /// <summary>Begins to record; skips the test where nothing can be recorded.</summary>
    public static async Task<LoopbackCapture> StartAsync(string file, params int[] ports)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the loopback interface is recorded on Linux only");
        Assert.SkipUnless(ForeignProgram.Exists("dumpcap") && ForeignProgram.Exists("tshark"), "tshark is not installed");
        string filter = "udp and (" + string.Join(" or ", ports.Select(port => $"src port {port}")) + ")";
        ProcessStartInfo start = new("dumpcap", ["-i", "lo", "-B", "32", "-f", filter, "-w", file])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        LoopbackCapture capture = new(Process.Start(start)!, file);
        using CancellationTokenSource late = new(Patience);
        while (await capture._process.StandardError.ReadLineAsync(late.Token) is { } line)
        {
            capture._said.Add(line);

            // It names the file once the interface is open.
            if (line.StartsWith("File:", StringComparison.Ordinal))
                return capture;
        }

        capture.Dispose();
        Assert.Skip($"nothing can be recorded here: {string.Join(' ', capture._said)}");
        return capture;
    }

    /// <summary>Ends recording and reads what there is, packet by packet; fails where the recorder lost any.</summary>
    public async Task<IReadOnlyList<CapturedPacket>> ReadAsync()
    {
        await Task.Delay(LastBlock);
        await ForeignProgram.RunAsync("kill", ["-INT", $"{_process.Id}"], Patience);
        _said.Add(await _process.StandardError.ReadToEndAsync());
        await _process.WaitForExitAsync();
        Assert.Contains("/0 (", string.Join('\n', _said), StringComparison.Ordinal);

        string[] fields = ["frame.time_epoch", "udp.srcport", "ip.dsfield.dscp", "udp.payload"];
        ProgramResult read = await ForeignProgram.RunAsync(
            "tshark",
            ["-n", "-r", _file, "-T", "fields", "-E", "separator=,", .. fields.SelectMany(field => new[] { "-e", field })],
            Patience);
        Assert.True(read.ExitCode == 0, $"tshark: {read}");
        return [.. read.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Packets)];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static IEnumerable<CapturedPacket> Packets(string line)
    {
        string[] fields = line.Split(',');
        long at = (long)(decimal.Parse(fields[0], CultureInfo.InvariantCulture) * 1_000_000_000);
        byte[] payload = Convert.FromHexString(fields[3]);
        int size = SegmentSize(payload);
        for (int start = 0; start < payload.Length; start += size)
        {
            int bytes = Math.Min(size, payload.Length - start);
            yield return new(at, int.Parse(fields[1]), bytes, int.Parse(fields[2]), payload[start + 1] & 0x7f);
        }
    }

    /// <summary>Packets of one size that were handed to the kernel in one piece pass the loopback interface in one piece (only a network
    /// card would cut it): where the headers that follow one another stand shows how they will be cut. RFC 3550 §5.1.</summary>
    private static int SegmentSize(byte[] message)
    {
        for (int size = RtpHeader; size + RtpHeader <= message.Length; size++)
        {
            int at = size;
            while (at + RtpHeader <= message.Length && Follows(message, at, at / size))
                at += size;
            if (at >= message.Length)
                return size;
        }

        return message.Length;
    }

    /// <summary>Version, payload type and source as in the first header, and as many packets later.</summary>
    private static bool Follows(byte[] message, int at, int packets) =>
        message[at] >> 6 == 2
        && (message[at + 1] & 0x7f) == (message[1] & 0x7f)
        && (ushort)(Sequence(message, at) - Sequence(message, 0)) == packets
        && message.AsSpan(at + 8, 4).SequenceEqual(message.AsSpan(8, 4));

    private static int Sequence(byte[] message, int at) => (message[at + 2] << 8) | message[at + 3];
}
