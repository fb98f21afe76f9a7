using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>Whether a request can be counted with at all.</summary>
internal static class RequestCheck
{
    // RFC 2215 §3.6: buckets up to 250 GB. Within its ranges every product of the delay bound fits into 128 bits, and sums into 64.
    private const long LargestDepth = 250_000_000_000;
    private const long LargestPacket = 65_535;

    // Loads are added up by the thousand.
    private const long LargestLoad = 1_000_000_000_000_000;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>The term that is wrong, or null.</summary>
    public static string? WhatIsWrong(AdmissionRequest request)
    {
        TrafficSpec traffic = request.Traffic;
        if (traffic.Rate <= BitRate.Zero || traffic.Rate > Link.LargestRate)
            return "r";
        if (traffic.Peak < traffic.Rate || traffic.Peak > Link.LargestRate)
            return "p";
        if (traffic.MaxPacket.Bytes is <= 0 or > LargestPacket)
            return "M";
        if (traffic.MinUnit.Bytes <= 0 || traffic.MinUnit > traffic.MaxPacket)
            return "m";
        if (traffic.Depth < traffic.MaxPacket || traffic.Depth.Bytes > LargestDepth)
            return "b";
        if (request.Delay is TimeSpan delay && (delay <= TimeSpan.Zero || delay > LongestDelay))
            return "delay";
        return IsLoad(request.Load) ? null : "load";
    }

    private static bool IsLoad(MachineLoad load) =>
        load.IsValid && Math.Max(load.Packets.PacketsPerSecond, Math.Max(load.Memory.Bytes, load.Disk.BitsPerSecond)) <= LargestLoad;
}
