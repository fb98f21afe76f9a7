namespace Streaming.Server.Channels.Feedback;

/// <summary>How a figure is spread over the receivers of a channel: of each share of them, the value that they do not exceed.</summary>
/// <param name="Count">Receivers that have reported it; where there are none the rest is zero.</param>
/// <param name="Least">Of all of them.</param>
/// <param name="Most">Of all of them.</param>
public readonly record struct Spread<T>(int Count, T Least, T Median, T P95, T P99, T Most);
