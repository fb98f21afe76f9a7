using System.Net;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Time and dice of the control plane.</summary>
/// <remarks>With the system's <see cref="TimeProvider"/> its instants are those of the data plane: both count the one monotonic
/// clock.</remarks>
/// <param name="dice">Null: the system's, which nobody can guess.</param>
internal sealed class ControlClock(TimeProvider time, IDice? dice = null)
{
    private readonly IDice _dice = dice ?? new SecretDice();
    private readonly double _ticks = TimeSpan.TicksPerSecond / (double)time.TimestampFrequency;
    private readonly long _nanoseconds = time.TimestampFrequency == 1_000_000_000 ? 100 : 0;

    public TimeProvider Time { get; } = time;

    /// <summary>Whole numbers where the clock counts nanoseconds: a double would lose them after a hundred days without a reboot.</summary>
    public Instant Now => new(_nanoseconds != 0 ? Time.GetTimestamp() / _nanoseconds : (long)(Time.GetTimestamp() * _ticks));

    public NtpTime Wall => NtpTime.FromUtc(Time.GetUtcNow().UtcDateTime);

    /// <summary>What a request of that client may need.</summary>
    public FreshIdentity Draw(IPAddress client) => _dice.Draw(client, Wall);

    /// <summary>Of a random process.</summary>
    public ulong Seed() => _dice.Seed();
}
