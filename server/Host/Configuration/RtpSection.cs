namespace Streaming.Server.Host.Configuration;

/// <summary>The media port pair that all unicast sessions share.</summary>
public sealed record RtpSection
{
    /// <summary>The even port of the pair: RTP here, RTCP on the next one. 0 = any free pair.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>The largest RTP packet, header included, UDP and IP headers not.</summary>
    public int MaxPacket { get; init; } = 1_400;
}
