namespace Streaming.Primitives.Time;

/// <summary>A time of day as RTCP writes it: seconds since 1900 in 32.32 fixed point, wrapping in 2036. RFC 3550 §4.</summary>
public readonly record struct NtpTime(ulong Value)
{
    private static readonly long EraStartTicks = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>The middle 32 bits, as LSR and XR reports carry them: 16.16 seconds. RFC 3550 §6.4.1.</summary>
    public uint Middle => (uint)(Value >> 16);

    public static NtpTime FromUtc(DateTime utc)
    {
        long ticks = utc.Ticks - EraStartTicks;
        (long seconds, long rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        ulong fraction = ((ulong)rest << 32) / TimeSpan.TicksPerSecond;
        return new(((ulong)(uint)seconds << 32) | fraction);
    }

    /// <summary>Wraps from one era into the next, as the wire format does.</summary>
    public static NtpTime operator +(NtpTime start, TimeSpan length)
    {
        (long seconds, long rest) = Math.DivRem(length.Ticks, TimeSpan.TicksPerSecond);
        long fraction = (long)(((Int128)rest << 32) / TimeSpan.TicksPerSecond);
        return new(unchecked(start.Value + ((ulong)seconds << 32) + (ulong)fraction));
    }

    /// <summary>The signed distance, right for times less than 68 years apart, across an era change as well.</summary>
    public static TimeSpan operator -(NtpTime later, NtpTime earlier)
    {
        long difference = unchecked((long)(later.Value - earlier.Value));
        return new((long)(((Int128)difference * TimeSpan.TicksPerSecond) >> 32));
    }

    public override string ToString() => $"{Value >> 32:x8}.{Value & uint.MaxValue:x8}";
}
