namespace Streaming.EndToEnd.Tests.Networks;

/// <summary>The last hop to one receiver.</summary>
/// <param name="Rate">What it carries; null: as much as the machine does. What is too much waits for at most 200 ms.</param>
/// <param name="Loss">The share of datagrams that never arrive, 0 … 1; connections lose nothing.</param>
internal sealed record TestLink(BitRate? Rate = null, double Loss = 0);
