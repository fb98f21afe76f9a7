using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Parity and resends see packets: of interleaved sound they mend those as of any other.</summary>
public sealed class InterleavedRepairTests
{
    private const byte ParityType = 127, ResendType = 126;

    private static readonly StreamTransport Nowhere = new StreamTransport.Udp(new(0x0100007f, 5000), new(0x0100007f, 5001));

    [Theory, Seeds(10)]
    public void Parity_brings_a_lost_packet_back_byte_for_byte(ulong seed)
    {
        SeededRandom random = new(seed);
        (SendingWorld world, SendStream sound) = World(seed);
        RepairStream parity = world.Session.Protect(sound, ParityType, new(new(70), new(65_535), new(9)), Nowhere);
        StreamChange change = new(sound, sound.Index, sound.Film, null) { Protection = ParityLayout.OfColumns(5, 4) };
        world.Session.Change(new(Roomy(), [change]), world.Wire.Now);
        world.Play(0.3 + random.NextDouble());
        world.RunFor(10);

        FecDecoder decoder = new(sound.PayloadType, sound.Index.Track.Clock);
        decoder.Follow(sound.Identity.Ssrc);
        Dictionary<ushort, byte[]> lost = [];
        int recovered = 0;
        foreach (SentPacket packet in world.Wire.All.Where(packet => !packet.IsControl))
        {
            if (packet.Repair == parity)
                Assert.True(decoder.AcceptParity(packet.Bytes));
            else if (random.Next(12) == 0)
                lost.Add(packet.Header.Sequence.Value, packet.Bytes);
            else
                decoder.AcceptSource(packet.Bytes);
            while (decoder.TryTake(out ReadOnlySpan<byte> mended))
            {
                Assert.True(RtpHeader.TryParse(mended, out RtpHeader header, out _, out _));
                Assert.Equal(lost[header.Sequence.Value], mended.ToArray());
                recovered++;
            }
        }

        Assert.InRange(recovered, lost.Count / 2, lost.Count);
        Assert.True(lost.Count > 3);
    }

    [Theory, Seeds(10)]
    public void A_packet_that_is_asked_for_is_cut_again_byte_for_byte_also_of_a_group_that_was_entered_in_its_middle(ulong seed)
    {
        SeededRandom random = new(seed);
        (SendingWorld world, SendStream sound) = World(seed);
        world.Session.AllowResend(sound, ResendType, new(new(71), new(65_535), new(9)));
        world.Session.Change(new(Roomy(), []) { Resend = Room }, world.Wire.Now);
        world.Play(0.3 + random.NextDouble());
        for (int i = 0; i < 20; i++)
        {
            world.RunFor(0.2);
            SentPacket asked = world.Wire.Media.TakeLast(3).First();
            Assert.True(world.Session.AcceptRtcp(Ask(asked.Header), world.Wire.Now));
        }

        world.RunFor(0.2);
        SentPacket[] resent = [.. world.Wire.Repairs];
        Assert.InRange(resent.Length, 15, 20);
        Dictionary<ushort, byte[]> sent = world.Wire.Media.ToDictionary(packet => packet.Header.Sequence.Value, packet => packet.Bytes);
        foreach (SentPacket packet in resent)
        {
            byte[] original = new byte[2_000];
            Assert.True(ResentPacket.TryUnwrap(packet.Bytes, sound.PayloadType, sound.Identity.Ssrc, original, out int length, out _));
            Assert.True(RtpHeader.TryParse(original.AsSpan(0, length), out RtpHeader header, out _, out _));
            Assert.Equal(sent[header.Sequence.Value], original[..length]);
        }
    }

    private static TrafficSpec Room => new(BitRate.Mbps(2), new(20_000), TrafficSpec.MostRate, new(60), new(1_500));

    private static Contract Roomy() => Granted.Of(Room);

    private static byte[] Ask(RtpHeader packet)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(99), []);
        writer.SourceDescription(new(99), "viewer");
        writer.GenericNack(new(99), packet.Ssrc, [new(packet.Sequence, 0)]);
        return writer.Written.ToArray();
    }

    private static (SendingWorld World, SendStream Sound) World(ulong seed)
    {
        TrackIndex plain = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 12);
        TrackIndex configured = new(plain.Track with { Configuration = [0x11, 0x90] }, plain.Samples.ToArray(), []);
        SendingWorld world = new();
        return (world, world.Add(AccessUnitGroups.Of(configured, InterleavingPattern.Usual)!, maxPacket: 1_384));
    }
}
