namespace Streaming.Server.Sending;

/// <summary>What packets weigh in the network.</summary>
public static class DatagramSizes
{
    /// <summary>UDP and the larger IP header, that of version 6.</summary>
    public const int LowerHeaders = 48;

    /// <summary>A packet of RTP or RTCP as a datagram.</summary>
    public static ByteCount Of(int packet) => new(packet + LowerHeaders);
}
