using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>How packets are marked when they arrive.</summary>
public sealed class MarkingTests
{
    private readonly TrackIndex _video = SyntheticTrack.Video(5, BitRate.Mbps(3), 5, group: 5);
    private readonly TrackIndex _audio = SyntheticTrack.Audio(5, BitRate.Kbps(96), 5);

    [Theory]
    [InlineData("127.0.0.1", false, true)]
    [InlineData("::1", false, true)]
    [InlineData("127.0.0.1", false, false)]
    [InlineData("::1", false, false)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("::1", true, false)]
    public async Task Every_datagram_says_what_it_carries_or_that_nothing_was_promised(string host, bool portable, bool segmentation)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: hearing how a packet is marked needs Linux");
        if (!Socket.OSSupportsIPv6 && host == "::1")
            Assert.Skip("skipped: no IPv6 here");
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable, Segmentation = segmentation });
        IPAddress address = IPAddress.Parse(host);
        using MarkedReceiver picture = new(address), sound = new(address), reports = new(address);
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        session.Add(_video, Film(_video), 96, new(new(1), new(1), new(1)), 1_400, new StreamTransport.Udp(picture.Point, reports.Point));
        session.Add(_audio, Film(_audio), 97, new(new(2), new(1), new(1)), 1_400, new StreamTransport.Udp(sound.Point, reports.Point));
        session.Change(new(Promise(1, ServiceClass.Guaranteed), []), ProcessClock.Now);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        Listener listener = new();
        delivery.Start(session, listener);

        Assert.Equal(Enumerable.Repeat(34 << 2, 50), picture.Take(50));
        Assert.Equal(Enumerable.Repeat(46 << 2, 20), sound.Take(20));
        Assert.Equal([24 << 2, 24 << 2], reports.Take(2));

        Assert.True(await delivery.ChangeAsync(session, new(Promise(2, ServiceClass.BestEffort), [])));
        Assert.Equal(2, (await listener.Changed).Generation);
        Assert.True(Hears(picture, 0));
        Assert.True(Hears(sound, 0));
        await delivery.StopAsync(session);
        Assert.False(await delivery.ChangeAsync(session, new(Promise(3, ServiceClass.BestEffort), [])));
    }

    [Fact]
    public void A_connection_is_marked_as_a_whole()
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        SocketMarking marking = new(listener);

        marking.Set(Dscp.CS3);
        marking.Set(Dscp.AF41);

        Assert.Equal(Dscp.AF41.Octet, (int)listener.GetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService)!);
        byte[] octet = new byte[4];
        if (OperatingSystem.IsLinux())
        {
            listener.GetRawSocketOption(41, 67, octet);
            Assert.Equal(Dscp.AF41.Octet, BitConverter.ToInt32(octet));
        }

        listener.Dispose();
        marking.Set(Dscp.CS0);
    }

    private static MemoryFilm Film(TrackIndex track) => new(SyntheticTrack.Bytes(track, 1));

    /// <summary>What was on its way when the change came in force is marked as before.</summary>
    private static bool Hears(MarkedReceiver receiver, int octet) =>
        Enumerable.Range(0, 200).Any(_ => receiver.Take(1) is [int one] && one == octet);

    private static Contract Promise(int generation, ServiceClass service) => new()
    {
        Generation = generation,
        Class = service,
        Traffic = new(BitRate.Mbps(20), new(100_000), TrafficSpec.MostRate, new(60), new(1_448)),
        Reserved = BitRate.Mbps(20),
        Buffer = TimeSpan.Zero,
        Priority = 5,
    };
}
