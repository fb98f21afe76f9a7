using System.Security.Cryptography;
using Streaming.Formats.Rtp;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Time and dice of the control plane.</summary>
/// <remarks>With the system's <see cref="TimeProvider"/> its instants are those of the data plane: both count the one monotonic
/// clock.</remarks>
internal sealed class ControlClock(TimeProvider time)
{
    private readonly double _ticks = TimeSpan.TicksPerSecond / (double)time.TimestampFrequency;
    private readonly long _nanoseconds = time.TimestampFrequency == 1_000_000_000 ? 100 : 0;

    public TimeProvider Time { get; } = time;

    /// <summary>Whole numbers where the clock counts nanoseconds: a double would lose them after a hundred days without a reboot.</summary>
    public Instant Now => new(_nanoseconds != 0 ? Time.GetTimestamp() / _nanoseconds : (long)(Time.GetTimestamp() * _ticks));

    public NtpTime Wall => NtpTime.FromUtc(Time.GetUtcNow().UtcDateTime);

    /// <summary>From the system's cryptographic source: neither sessions nor streams may be guessed. RFC 3550 §5.1, §9.1.</summary>
    public FreshIdentity Draw()
    {
        Span<byte> dice = stackalloc byte[36];
        RandomNumberGenerator.Fill(dice);
        ByteReader reader = new(dice);
        bool enough = reader.TryReadUInt64(out ulong high) & reader.TryReadUInt64(out ulong low);
        Invariant.That(enough);
        return new(new(new(high, low)), DrawStream(ref reader), DrawStream(ref reader), Wall);
    }

    private static StreamIdentity DrawStream(ref ByteReader dice)
    {
        bool enough = dice.TryReadUInt32(out uint ssrc) & dice.TryReadUInt16(out ushort first) & dice.TryReadUInt32(out uint epoch);
        Invariant.That(enough);
        return new(new(ssrc), new(first), new(epoch));
    }
}
