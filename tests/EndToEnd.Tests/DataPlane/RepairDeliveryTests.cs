using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>Parity, and packets sent again, on real sockets.</summary>
public sealed class RepairDeliveryTests
{
    private const byte ParityType = 127;
    private const byte ResendType = 126;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_lost_is_mended_by_parity_and_what_is_asked_for_comes_at_once(bool portable)
    {
        using Delivery delivery = new(new DeliveryOptions { RtpPort = 0, Loops = 1, ForcePortable = portable });
        using Client client = new();
        TrackIndex track = SyntheticTrack.Video(5, BitRate.Mbps(2), 2, group: 5);
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        MemoryFilm film = new(SyntheticTrack.Bytes(track, 1));
        SendStream stream = session.Add(track, film, 96, Identity(1), 1_384, client.Transport);
        RepairStream parity = session.Protect(stream, ParityType, Identity(2), client.Transport);
        session.AllowResend(stream, ResendType, Identity(3));
        StreamChange change = new(stream, track, film, null) { Protection = ParityLayout.OfBoth(5, 5) };
        session.Change(new(Ample, [change]) { Resend = Ample.Traffic }, ProcessClock.Now);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        Listener listener = new();
        delivery.Start(session, listener);

        Assert.True(client.TakeUntil(() => client.Media.Count > 100));
        client.Ask(delivery.RtcpPort, stream.Identity.Ssrc, Header(client.Media.Last(packet => TypeOf(packet) == 96)).Sequence);
        Assert.True(client.TakeUntil(() => client.Media.Exists(packet => TypeOf(packet) == ResendType)), $"{stream.Repair!.Figures}");
        Assert.True(client.TakeUntil(() => client.HasByeOf(stream.Identity.Ssrc) && client.HasByeOf(parity.Identity.Ssrc)));
        Assert.Null(await listener.End);

        byte[] resent = Assert.Single(client.Media, packet => TypeOf(packet) == ResendType), original = new byte[resent.Length];
        Assert.True(ResentPacket.TryUnwrap(resent, 96, stream.Identity.Ssrc, original, out int length, out _));
        Assert.Contains(client.Media, packet => packet.AsSpan().SequenceEqual(original.AsSpan(0, length)));
        AssertMends(client.Media, stream);

        RepairFigures figures = stream.Repair!.Figures;
        Assert.Equal(client.Media.Count(packet => TypeOf(packet) == ParityType), figures.ParityPackets);
        Assert.Equal((1, resent.Length), (figures.ResentPackets, figures.ResentBytes));
        Assert.Equal(client.Media.Count, delivery.Report(session)!.Packets);
    }

    private static Contract Ample => new()
    {
        Generation = 1,
        Class = ServiceClass.ControlledLoad,
        Traffic = new(BitRate.Mbps(100), new(1_000_000), TrafficSpec.NoPeak, new(60), new(1_500)),
        Reserved = BitRate.Mbps(100),
        Buffer = TimeSpan.FromSeconds(1),
        Priority = 5,
    };

    private static void AssertMends(List<byte[]> packets, SendStream stream)
    {
        FecDecoder decoder = new(96, ClockRate.Video);
        decoder.Follow(stream.Identity.Ssrc);
        Dictionary<SequenceNumber, string> lost = [];
        int media = 0;
        foreach (byte[] packet in packets)
        {
            if (TypeOf(packet) == 96 && media++ % 60 is > 10 and < 15)
                lost.Add(Header(packet).Sequence, Hex.Text(packet));
            else if (TypeOf(packet) == 96)
                decoder.AcceptSource(packet);
            else if (TypeOf(packet) == ParityType)
                Assert.True(decoder.AcceptParity(packet));
            while (decoder.TryTake(out ReadOnlySpan<byte> recovered))
            {
                Assert.True(lost.Remove(Header(recovered.ToArray()).Sequence, out string? original));
                Assert.Equal(original, Hex.Text(recovered));
            }
        }

        Assert.True(media > 300 && lost.Count == 0, $"{lost.Count} of {media} still missing");
    }

    private static int TypeOf(byte[] packet) => packet[1] & 0x7f;

    private static RtpHeader Header(byte[] packet)
    {
        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out _, out _));
        return header;
    }

    private static StreamIdentity Identity(uint number) => new(new(number), new(65_534), new(uint.MaxValue - 99));
}
