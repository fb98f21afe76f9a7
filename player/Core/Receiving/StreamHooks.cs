using Streaming.Formats.Payloads;

namespace Streaming.Player.Receiving;

/// <summary>Who is told of a stream beyond its samples, and who is asked; all of it may be absent.</summary>
public sealed record StreamHooks
{
    public static readonly StreamHooks None = new();

    /// <summary>Makes a depacketizer that knows nothing of what came before; null: the one there is goes on after a seek.</summary>
    public Func<IDepacketizer>? Renew { get; init; }

    /// <summary>Told of every new packet: its time, as <see cref="ReceivedSample.Time"/> has it, and when it came; of those that came
    /// before it was known where they belong, then.</summary>
    public Action<long, Instant>? Arrived { get; init; }

    /// <summary>Told of every packet that was repaired in time: its time likewise, and when it was there.</summary>
    public Action<long, Instant>? Repaired { get; init; }

    /// <summary>Told of a time and the time of day it stands for, as packets say themselves. RFC 6051 §3.3.</summary>
    public Action<long, NtpTime, Instant>? Synchronised { get; init; }

    /// <summary>By when a packet with this time must be here to be of use; null where that is not known.</summary>
    public Func<long, Instant?>? NeededBy { get; init; }

    /// <summary>The number of the header extension that carries the time of day; null: none does.</summary>
    public int? SyncExtension { get; init; }
}
