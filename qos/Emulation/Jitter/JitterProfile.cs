namespace Streaming.Emulation.Jitter;

/// <summary>How a link's delay varies, on top of what is the same for all.</summary>
/// <param name="Spread">Uniform: the most; exponential: the mean; normal: the standard deviation, of which only the half above zero
/// counts.</param>
/// <param name="Correlation">How much of a packet's delay is that of the one before, 0 … below 1.</param>
public sealed record JitterProfile(JitterShape Shape, TimeSpan Spread, double Correlation = 0);
