using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Playout;

/// <summary>One stream of the rig, at its sender and at its receiver.</summary>
internal sealed class RigStream
{
    private readonly PayloadDescription _payload;

    public RigStream(IStreamListener playout, int place, TrackKind kind, PayloadDescription payload, ReorderPolicy policy,
        string? rendition = null, bool inGroup = false)
    {
        _payload = payload;
        Source = new((uint)(7 + place));
        Epoch = new(unchecked((uint)-payload.Clock.Hertz));
        OfferedTrack track = new() { Number = place, Kind = kind, ControlUrl = $"rtsp://h/{place}", Payload = payload };
        if (rendition is not null)
            track = track with { Rendition = rendition, Group = new($"239.1.1.{place}", new(5_004, 5_005), null, null) };
        StreamParts parts = new(
            hooks => new ReceiveStream(payload.PayloadType, payload.Clock, Depacketizer(), policy, trustsAll: false, hooks, inGroup),
            Depacketizer,
            new SampleTally(false),
            new ReceptionReporter(new(99), "viewer", BitRate.Mbps(1), payload.Clock, new SeededRandom(1)));
        Active = new(place, new(track, null, null, null, Source), parts, playout);
        Active.Receive.Announce(Source);
    }

    public ActiveStream Active { get; }

    /// <summary>Who sends, and from where its stamps and numbers go: a sender that starts anew changes them.</summary>
    public Ssrc Source { get; set; }

    public RtpTimestamp Epoch { get; set; }

    public SequenceNumber Next { get; set; } = new(65_500);

    public RtpTimestamp StampAt(TimeSpan axis) => Epoch + _payload.Clock.ToUnits(axis);

    public byte[] Write(ReadOnlySpan<byte> payload, TimeSpan axis)
    {
        byte[] wire = new byte[RtpHeader.Size + payload.Length];
        new RtpHeader(_payload.PayloadType, true, Next, StampAt(axis), Source).Write(wire);
        payload.CopyTo(wire.AsSpan(RtpHeader.Size));
        Next += 1;
        return wire;
    }

    private IDepacketizer Depacketizer()
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(_payload, out IDepacketizer? depacketizer));
        return depacketizer;
    }
}
