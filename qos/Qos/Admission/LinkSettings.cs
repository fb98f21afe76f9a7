namespace Streaming.Qos.Admission;

/// <summary>A link as it is configured.</summary>
/// <param name="Name">What it is called where room is short; unique, not empty.</param>
/// <param name="Rate">What it carries; above zero.</param>
/// <param name="Reservable">The share of its rate that may be promised; the rest is for what nobody asked leave for.</param>
/// <param name="Buffer">What its queue holds: the bursts of all flows with a promise fit into it; above zero.</param>
/// <param name="Delay">Propagation and processing, whatever the load.</param>
/// <param name="Via">The next link towards the server; null for the one nearest to it.</param>
public sealed record LinkSettings(
    string Name, BitRate Rate, Ratio Reservable, ByteCount Buffer, TimeSpan Delay, string? Via = null);
