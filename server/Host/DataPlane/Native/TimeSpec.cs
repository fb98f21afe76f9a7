using System.Runtime.InteropServices;

namespace Streaming.Server.Host.DataPlane.Native;

/// <summary>struct timespec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;

    public TimeSpec(TimeSpan time)
    {
        (long seconds, long rest) = Math.DivRem(time.Ticks, TimeSpan.TicksPerSecond);
        Seconds = seconds;
        Nanoseconds = rest * 100;
    }
}
