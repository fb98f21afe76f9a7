namespace Streaming.Emulation.Jitter;

/// <summary>How a link's delay varies, on top of what is the same for all.</summary>
/// <remarks>Neighbours whose delays differ by more than their distance change places.</remarks>
/// <param name="Spread">Uniform: the most; exponential: the mean; normal: the standard deviation, of values without their sign.</param>
/// <param name="Correlation">The chance that a packet's delay is that of the one before, 0 … below 1: packets n apart are correlated by its
/// n-th power.</param>
public sealed record JitterProfile(JitterShape Shape, TimeSpan Spread, double Correlation = 0);
