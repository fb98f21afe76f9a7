using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>Whether a request can be counted with at all.</summary>
internal static class RequestCheck
{
    // Loads are added up by the thousand.
    private const long LargestLoad = 1_000_000_000_000_000;

    /// <summary>The term that is wrong, or null.</summary>
    public static string? WhatIsWrong(AdmissionRequest request)
    {
        if (FlowSpecRules.Check(request.Traffic) is FlowSpecFault fault)
            return fault.Term;
        if (request.Delay is TimeSpan delay && (delay <= TimeSpan.Zero || delay > FlowSpecRules.MostTime))
            return "delay";
        return IsLoad(request.Load) ? null : "load";
    }

    private static bool IsLoad(MachineLoad load) =>
        load.IsValid && Math.Max(load.Packets.PacketsPerSecond, Math.Max(load.Memory.Bytes, load.Disk.BitsPerSecond)) <= LargestLoad;
}
