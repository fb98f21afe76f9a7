using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Streaming.EndToEnd.Tests.DataPlane;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Formats.Sap;
using Streaming.Server.Channels.Announcing;
using Streaming.Server.Host.Announcing;

namespace Streaming.EndToEnd.Tests.Channels;

/// <summary>Announcements on the loop-back interface, heard by a receiver and read by a packet analyser.</summary>
public sealed class AnnouncementTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LocalGroup _group = LocalGroup.OfIPv4();

    public AnnouncementTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: hearing how far a packet may go needs Linux");
    }

    [Fact]
    public async Task A_channel_is_heard_of_as_soon_as_it_is_there_and_when_it_is_gone()
    {
        string name = $"news-{Guid.NewGuid()}";
        using MarkedReceiver listener = MarkedReceiver.Of(SapScope.Of(_group.Rtp.Address), _group.Index);
        await using SapAnnouncer announcer = new(NullLogger<SapAnnouncer>.Instance);

        announcer.Announce(Channel(name));
        HeardDatagram there = Hear(listener, name, isDeletion: false);
        Assert.Equal(7, there.Hops);
        Assert.True(SapPacket.TryParse(there.Bytes, out SapPacket first, out _));
        (ushort hash, IPAddress source) = (first.Hash, first.Source);

        announcer.Withdraw(name);
        HeardDatagram gone = Hear(listener, name, isDeletion: true);
        Assert.True(SapPacket.TryParse(gone.Bytes, out SapPacket last, out _));
        Assert.Equal((hash, source), (last.Hash, last.Source));
    }

    [Fact]
    public async Task The_end_of_the_server_is_the_end_of_what_it_announced()
    {
        string name = $"news-{Guid.NewGuid()}";
        using MarkedReceiver listener = MarkedReceiver.Of(SapScope.Of(_group.Rtp.Address), _group.Index);
        await using (SapAnnouncer announcer = new(NullLogger<SapAnnouncer>.Instance))
        {
            announcer.Announce(Channel(name));
            Hear(listener, name, isDeletion: false);
        }

        Hear(listener, name, isDeletion: true);
    }

    [Fact]
    public async Task What_cannot_leave_holds_up_nothing_else()
    {
        string name = $"news-{Guid.NewGuid()}";
        using MarkedReceiver listener = MarkedReceiver.Of(SapScope.Of(_group.Rtp.Address), _group.Index);
        await using SapAnnouncer announcer = new(NullLogger<SapAnnouncer>.Instance);
        Announcement nowhere = Channel("nowhere");

        announcer.Announce(nowhere with { Group = nowhere.Group with { Options = new(1, "nowhere0") } });
        announcer.Announce(Channel(name));
        Hear(listener, name, isDeletion: false);
    }

    [Fact]
    public async Task Tshark_reads_them_off_the_wire()
    {
        Assert.SkipUnless(ForeignProgram.Exists("tshark"), "tshark is not installed");
        string name = $"news-{Guid.NewGuid()}";
        string[] fields = ["sap.flags.v", "sap.flags.t", "sap.originating_source", "sap.payload_type", "sdp.session_name", "ip.ttl"];
        Task<ProgramResult> capture = ForeignProgram.RunAsync(
            "tshark",
            ["-n", "-i", "lo", "-f", "udp port 9875", "-a", "duration:20", "-a", "packets:8", "-Y", $"sdp.session_name == \"{name}\"",
                "-T", "fields", "-E", "separator=|", .. fields.SelectMany(field => new[] { "-e", field })],
            Limit);
        await using SapAnnouncer announcer = new(NullLogger<SapAnnouncer>.Instance);

        // Nothing says when it is ready to capture: announced and taken back until it has seen both.
        for (int version = 1; !capture.IsCompleted; version++)
        {
            announcer.Announce(Channel(name, version));
            await Task.WhenAny(capture, Task.Delay(500, TestContext.Current.CancellationToken));
            announcer.Withdraw(name);
            await Task.WhenAny(capture, Task.Delay(500, TestContext.Current.CancellationToken));
        }

        ProgramResult read = await capture;
        Assert.SkipWhen(read.ExitCode != 0, $"tshark may not capture here: {read.Errors}");
        Assert.Contains($"1|0|127.0.0.1|application/sdp|{name}|7", read.Output, StringComparison.Ordinal);
        Assert.Contains($"1|1|127.0.0.1|application/sdp|{name}|7", read.Output, StringComparison.Ordinal);
    }

    /// <summary>The next packet of that channel; others may announce here too.</summary>
    private static HeardDatagram Hear(MarkedReceiver listener, string name, bool isDeletion)
    {
        while (true)
        {
            HeardDatagram heard = Assert.Single(listener.Hear(1));
            if (SapPacket.TryParse(heard.Bytes, out SapPacket packet, out _)
                && packet.IsDeletion == isDeletion
                && System.Text.Encoding.UTF8.GetString(packet.Payload).Contains(name, StringComparison.Ordinal))
            {
                return heard;
            }
        }
    }

    private Announcement Channel(string name, int version = 1)
    {
        string[] lines =
        [
            "v=0", $"o=- 7 {version} IN IP4 127.0.0.1", $"s={name}", $"c=IN IP4 {_group.Rtp.Address}/7", "t=0 0",
            $"m=video {_group.Rtp.Port} RTP/AVP 96",
        ];
        return new(name, string.Concat(lines.Select(line => line + "\r\n")), _group.Transport(hops: 7), IPAddress.Loopback);
    }
}
