using Streaming.Formats.Rtp;
using Streaming.Qos.Policing;

namespace Streaming.Server.Sending;

/// <summary>One RTP stream on its way out: media, or what mends them.</summary>
public abstract class OutgoingStream
{
    private protected OutgoingStream(byte payloadType, StreamIdentity identity, StreamTransport transport) =>
        (PayloadType, Identity, Transport) = (payloadType, identity, transport);

    public byte PayloadType { get; }

    public StreamIdentity Identity { get; }

    public StreamTransport Transport { get; }

    /// <summary>How its packets are marked, by what it carries and by the contract that is in force.</summary>
    public abstract Dscp Marking { get; }

    /// <summary>How its reports are marked.</summary>
    public abstract Dscp ControlMarking { get; }

    /// <summary>What the sink keeps for it; the core neither reads nor changes it.</summary>
    public object? SinkState { get; set; }

    /// <summary>When its reports are due.</summary>
    internal Reporting Reporting { get; } = new();
}
