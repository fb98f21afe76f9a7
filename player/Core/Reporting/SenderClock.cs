using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Reporting;

/// <summary>What the last sender report of a stream tells: which time of day a timestamp stands for. RFC 3550 §6.4.1.</summary>
/// <param name="Arrival">When the report came.</param>
/// <param name="SentPackets">What the sender had sent by then.</param>
public readonly record struct SenderClock(NtpTime Ntp, RtpTimestamp Stamp, ClockRate Rate, Instant Arrival, uint SentPackets)
{
    /// <summary>The time of day that <paramref name="stamp"/> stands for.</summary>
    public NtpTime At(RtpTimestamp stamp) => Ntp + Rate.ToLength(stamp.Since(Stamp));

    internal static SenderClock From(in SenderReport report, ClockRate rate, Instant arrival) =>
        new(report.Ntp, report.Rtp, rate, arrival, report.Packets);
}
