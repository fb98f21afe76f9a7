using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>Whether a request can be counted with at all.</summary>
internal static class RequestCheck
{
    // The ranges of RFC 2215 §3.6: rates up to 40 TB/s, buckets up to 250 GB, packets up to 64 kB. Within them every product of the delay
    // bound fits into 128 bits.
    private const long LargestRate = 320_000_000_000_000;
    private const long LargestDepth = 250_000_000_000;
    private const long LargestPacket = 65_535;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>The term that is wrong, or null.</summary>
    public static string? WhatIsWrong(AdmissionRequest request)
    {
        TrafficSpec traffic = request.Traffic;
        if (traffic.Rate.BitsPerSecond is <= 0 or > LargestRate)
            return "r";
        if (traffic.Peak < traffic.Rate || traffic.Peak.BitsPerSecond > LargestRate)
            return "p";
        if (traffic.MaxPacket.Bytes is <= 0 or > LargestPacket)
            return "M";
        if (traffic.MinUnit.Bytes <= 0 || traffic.MinUnit > traffic.MaxPacket)
            return "m";
        if (traffic.Depth < traffic.MaxPacket || traffic.Depth.Bytes > LargestDepth)
            return "b";
        if (request.Delay is TimeSpan delay && (delay <= TimeSpan.Zero || delay > LongestDelay))
            return "delay";
        return request.Load.IsValid ? null : "load";
    }
}
