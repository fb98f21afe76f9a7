namespace Streaming.Server.Sessions;

/// <summary>What the operator decides about sessions.</summary>
public sealed record ServerSessionOptions
{
    /// <summary>A session from which neither RTSP nor RTCP is heard for so long is ended; told in every Session header, in whole
    /// seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The port that all RTP over UDP leaves from; RTCP has the next one.</summary>
    public int RtpPort { get; init; } = 8000;

    public int RtcpPort { get; init; } = 8001;

    /// <summary>The largest RTP packet, header included, UDP and IP headers not.</summary>
    public int MaxPacket { get; init; } = 1_400;

    /// <summary>Beyond this many, SETUP is answered 503. At 32 kB each, ten thousand are 320 MB.</summary>
    public int MaxSessions { get; init; } = 10_000;

    /// <summary>The most that parity and resends may add to the media they repair, as far as their layouts and shares say: half is what
    /// 5 by 5 with both parities and a tenth of resends take.</summary>
    public Ratio MaxRepair { get; init; } = Ratio.Percent(50);

    /// <summary>The name all streams of this server carry in RTCP, which ties them together. RFC 3550 §6.5.1.</summary>
    public string CanonicalName { get; init; } = "streaming";

    /// <summary>Where the library is listed by HTTP; null where it is not. Asked with every description of the library, for the port is
    /// known only when the server listens.</summary>
    public Func<int?> HttpPort { get; init; } = static () => null;

    /// <summary>What the Server header says.</summary>
    public string Product { get; init; } = "Streaming/0.1";
}
