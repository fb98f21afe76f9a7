using Streaming.Qos.Monitoring;

namespace Streaming.Qos.Policing;

/// <summary>What a policer has seen, by colour, and what it dropped of it.</summary>
public readonly record struct PolicerCounters(Tally Green, Tally Yellow, Tally Red, Tally Dropped);
