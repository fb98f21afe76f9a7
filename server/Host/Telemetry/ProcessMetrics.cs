using System.Reflection;

namespace Streaming.Server.Host.Telemetry;

/// <summary>What the process itself uses.</summary>
internal static class ProcessMetrics
{
    public static void Write(MetricsText text, TimeSpan uptime)
    {
        string version = typeof(ProcessMetrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        text.Gauges("streaming_build_info", "Always 1; the version is in the label.", "version", [(version, 1)])
            .Gauge("streaming_uptime_seconds", "How long the server has been running.", uptime.TotalSeconds)
            .Gauge("streaming_process_resident_memory_bytes", "Memory in RAM, mapped films included.", Environment.WorkingSet)
            .Gauge("streaming_process_heap_bytes", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false))
            .Counter("streaming_process_cpu_seconds_total", "Processor time used.", Environment.CpuUsage.TotalTime.TotalSeconds)
            .Counter("streaming_process_allocated_bytes_total", "Managed memory ever allocated.", GC.GetTotalAllocatedBytes());
    }
}
